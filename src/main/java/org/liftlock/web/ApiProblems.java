package org.liftlock.web;

import org.liftlock.descriptor.InvalidDescription;
import org.liftlock.erasure.Refused;
import org.liftlock.intervention.InterventionRefused;
import org.liftlock.process.ModelRefused;
import org.liftlock.process.Refusal;
import org.liftlock.proof.UnreadableModel;
import org.liftlock.proposal.ProposalRefused;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Refusals of the API, as problem documents that name every problem, what belongs there and what to do. */
@RestControllerAdvice(annotations = RestController.class)
class ApiProblems extends ResponseEntityExceptionHandler {

    @ExceptionHandler
    ProblemDetail invalid(InvalidDescription refused) {
        int count = refused.problems().size();
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.UNPROCESSABLE_ENTITY,
                count + (count == 1 ? " problem" : " problems") + " in the document; nothing was changed.");
        problem.setTitle("The document cannot be used");
        problem.setProperty("problems", refused.problems());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail refused(Refusal refused) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_ENTITY, refused.getMessage());
        problem.setTitle("The request is refused");
        return problem;
    }

    @ExceptionHandler
    ProblemDetail refused(InterventionRefused refused) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, refused.getMessage());
        problem.setTitle("Not where the upgrade stands now; nothing was done");
        return problem;
    }

    @ExceptionHandler
    ProblemDetail refused(ProposalRefused refused) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, refused.getMessage());
        problem.setTitle("Not as the proposal stands; nothing was done");
        return problem;
    }

    @ExceptionHandler
    ProblemDetail refused(Refused refused) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, refused.getMessage());
        problem.setTitle("Nothing was erased, held or lifted");
        return problem;
    }

    @ExceptionHandler
    ProblemDetail refused(ModelRefused refused) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_ENTITY, refused.getMessage());
        problem.setTitle("The models are refused");
        problem.setProperty("objections", refused.objections());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail unreadable(UnreadableModel refused) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_ENTITY, refused.getMessage());
        problem.setTitle("A file cannot be read");
        problem.setProperty("file", refused.resource());
        refused.line().ifPresent(line -> problem.setProperty("line", line));
        problem.setProperty("remedy", refused.remedy());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail refused(IllegalArgumentException refused) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, refused.getMessage());
        problem.setTitle("The request cannot be used");
        return problem;
    }
}
