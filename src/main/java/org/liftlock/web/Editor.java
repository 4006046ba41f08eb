package org.liftlock.web;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.descriptor.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.ui.ModelMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Takes in what was written in the text area of a page.
 *
 * @param view the template of that page
 * @param address where a stored document is shown
 */
record Editor(String view, String address) {

    /**
     * Goes on to the stored document, or stays on the page with what was typed and everything that is wrong with it.
     *
     * @param typed the document
     * @param store stores it and tells its revision
     * @param fill puts the rest of the page into its model
     */
    ModelAndView take(String typed, ToIntFunction<String> store, RedirectAttributes after, Consumer<ModelMap> fill) {
        try {
            // Browsers send every line with an end of its own; the same words must stay the same document.
            int revision = store.applyAsInt(typed.replace("\r\n", "\n"));
            after.addFlashAttribute("done", "Stored as revision " + revision + ".");
            return new ModelAndView("redirect:" + address);
        } catch (InvalidDescription refused) {
            return refused(fill, refused.problems(), "");
        } catch (IllegalArgumentException refused) {
            return refused(fill, List.of(), refused.getMessage());
        }
    }

    private ModelAndView refused(Consumer<ModelMap> fill, List<Problem> problems, String sentence) {
        ModelAndView page = new ModelAndView(view, HttpStatus.UNPROCESSABLE_ENTITY);
        fill.accept(page.getModelMap());
        page.addObject("problems", problems);
        page.addObject("refused", sentence);
        page.addObject("editing", true);
        return page;
    }
}
