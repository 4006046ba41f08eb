package org.liftlock.web;

import org.liftlock.lifecycle.RequestDesk;
import org.liftlock.security.ActingAs;
import org.liftlock.security.Member;
import org.springframework.stereotype.Component;

/** The one way a request takes from API, page or story to the desk: in the name of the person who asks. */
@Component
class Intake {

    private final RequestDesk desk;
    private final ActingAs actingAs;

    Intake(RequestDesk desk, ActingAs actingAs) {
        this.desk = desk;
        this.actingAs = actingAs;
    }

    /** The key of the new upgrade. */
    String take(String document, Member from) {
        return actingAs.call(from, () -> desk.request(document, from.id()));
    }
}
