package org.liftlock.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.liftlock.calendar.Advisory;
import org.liftlock.calendar.Agenda;
import org.liftlock.calendar.Reader;
import org.liftlock.calendar.Sheet;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.OpenTask;
import org.liftlock.lifecycle.UpgradeOverview;
import org.liftlock.process.UpgradeProcess.Element;
import org.liftlock.security.Member;
import org.liftlock.security.Members;
import org.springframework.stereotype.Component;

/** Sheets of the calendar for a person, whichever way the person asks. */
@Component
class Sheets {

    private final Agenda agenda;
    private final UpgradeOverview overview;
    private final Sights sights;
    private final Members members;
    private final Clock clock;

    Sheets(Agenda agenda, UpgradeOverview overview, Sights sights, Members members, Clock clock) {
        this.agenda = agenda;
        this.overview = overview;
        this.sights = sights;
        this.members = members;
        this.clock = clock;
    }

    Sheet of(MaintenanceWindow span, Member me) {
        return of(span, me, approvalsAsked());
    }

    /** The coming two weeks; whatever is still to be done is on every sheet. */
    Sheet ahead(Member me, List<OpenTask> asked) {
        Instant now = clock.instant();
        return of(new MaintenanceWindow(now, now.plus(Advisory.AHEAD)), me, asked);
    }

    private Sheet of(MaintenanceWindow span, Member me, List<OpenTask> asked) {
        Map<String, Instant> deadlines = asked.stream()
                .filter(task -> task.decideUntil().isPresent())
                .collect(Collectors.toMap(
                        OpenTask::upgrade,
                        task -> task.decideUntil().get(),
                        (one, other) -> one.isBefore(other) ? one : other));
        return agenda.between(span.opensAt(), span.endsAt(), new Reader(sights.of(me), deadlines, members.groups()));
    }

    List<OpenTask> approvalsAsked() {
        return overview.asked(Element.APPROVE_UPGRADE);
    }

    List<OpenTask> approvalsAskedOf(Member me) {
        return overview.asked(Element.APPROVE_UPGRADE, me.id());
    }
}
