package org.liftlock.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.liftlock.security.Member;
import org.liftlock.security.SampleAccounts;
import org.liftlock.security.SampleAccounts.SampleAccount;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page needs: who is looking, where, and in the sample who else one could be. */
@ControllerAdvice(annotations = Controller.class)
class EveryPage {

    private final ObjectProvider<SampleAccounts> sample;
    private final ObjectProvider<Stories> stories;
    private final Times times;

    EveryPage(ObjectProvider<SampleAccounts> sample, ObjectProvider<Stories> stories, Times times) {
        this.times = times;
        this.sample = sample;
        this.stories = stories;
    }

    @ModelAttribute("me")
    Member me(@AuthenticationPrincipal Object principal) {
        return principal instanceof Member member ? member : null;
    }

    @ModelAttribute("here")
    String here(HttpServletRequest request) {
        return request.getRequestURI();
    }

    @ModelAttribute("sampleAccounts")
    List<SampleAccount> sampleAccounts() {
        SampleAccounts accounts = sample.getIfAvailable();
        return accounts == null ? List.of() : accounts.all();
    }

    @ModelAttribute("cast")
    Cast cast(@AuthenticationPrincipal Object principal) {
        return new Cast(sampleAccounts(), me(principal));
    }

    @ModelAttribute("stories")
    Stories stories() {
        return stories.getIfAvailable();
    }

    @ModelAttribute("times")
    Times times() {
        return times;
    }
}
