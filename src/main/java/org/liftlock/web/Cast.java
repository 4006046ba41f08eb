package org.liftlock.web;

import java.util.List;
import org.liftlock.lifecycle.OpenTask;
import org.liftlock.security.Member;
import org.liftlock.security.SampleAccounts.SampleAccount;

/** The people of the sample as the reader could be them: whom a task waits for. Outside the sample there is nobody. */
record Cast(List<SampleAccount> people, Member me) {

    private static final int ENOUGH = 2;

    /** Whether the reader is asked. */
    public boolean asksMe(OpenTask task) {
        return me != null
                && task.assignee()
                        .map(me.id()::equals)
                        .orElseGet(() -> task.groups().stream().anyMatch(me.groups()::contains));
    }

    /** Those whom the reader may become to answer. */
    public List<SampleAccount> whoAnswers(OpenTask task) {
        return people.stream()
                .filter(person -> isAsked(task, person))
                .limit(ENOUGH)
                .toList();
    }

    private static boolean isAsked(OpenTask task, SampleAccount person) {
        return task.assignee()
                .map(person.id()::equals)
                .orElseGet(() -> task.groups().contains(person.role().group()));
    }
}
