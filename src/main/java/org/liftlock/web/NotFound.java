package org.liftlock.web;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** There is nothing under this name; says where to look instead. */
class NotFound extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private NotFound(String title, String detail) {
        super(HttpStatus.NOT_FOUND, problem(title, detail), null);
    }

    static NotFound upgrade(String key) {
        return new NotFound(
                "No upgrade " + key, "There is no upgrade with the key " + key + ". /upgrades lists all there are.");
    }

    static NotFound instance(String id) {
        return new NotFound(
                "No upgrade of " + id,
                "The process instance " + id + " belongs to no upgrade. /upgrades lists all there are.");
    }

    static NotFound step(String key, String id) {
        return new NotFound(
                "No step " + id,
                "Upgrade " + key + " has no step " + id + ", or there is no such upgrade. /api/upgrades/" + key
                        + " lists its steps with their ids.");
    }

    static NotFound target(String step, String target, List<String> targets) {
        return new NotFound(
                "Not a target of this step",
                "Step " + step + " does not touch " + target + ". Its targets: " + String.join(", ", targets) + ".");
    }

    static NotFound output(String step, String why) {
        return new NotFound("No output", "Step " + step + " left no output: " + why + ".");
    }

    static NotFound evidence(String key, long id, String why) {
        return new NotFound("No file " + id, "File " + id + " of " + key + " " + why + ".");
    }

    static NotFound system(String id) {
        return new NotFound(
                "No system " + id, "No system named " + id + " is described. /systems lists all there are.");
    }

    static NotFound change(long number) {
        return new NotFound(
                "No change " + number,
                "There is no change " + number + " to explain. / shows all that wait for an explanation.");
    }

    static NotFound kind(String name) {
        return new NotFound("No kind " + name, "No kind named " + name + " is described. /kinds lists all there are.");
    }

    static NotFound site() {
        return new NotFound(
                "No site yet",
                "Nobody has described the site yet. A process owner or an administrator stores it at /site, or with"
                        + " PUT /api/site.");
    }

    static NotFound template(String name) {
        return new NotFound(
                "No template " + name, "No template named " + name + " is described. /templates lists all there are.");
    }

    static NotFound proposal(long id) {
        return new NotFound("No proposal " + id, "There is no proposal " + id + ". /models lists all there are.");
    }

    static NotFound story(String id) {
        return new NotFound("No story " + id, "The sample has no story named " + id + ". / shows all there are.");
    }

    private static ProblemDetail problem(String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, detail);
        problem.setTitle(title);
        return problem;
    }
}
