package org.liftlock.security;

import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The people of the sample, all with the same published password. They exist in the sample profile only. */
@Component
@Profile("sample")
public class SampleAccounts {

    /** The password of every sample account. */
    public static final String PASSWORD = "liftlock";

    private static final List<SampleAccount> ALL = List.of(
            new SampleAccount("paula", "Paula", Role.PROCESS_OWNERS),
            new SampleAccount("erik", "Erik", Role.ENGINEERS),
            new SampleAccount("ana", "Ana", Role.APPROVERS),
            new SampleAccount("carl", "Carl", Role.APPROVERS),
            new SampleAccount("mia", "Mia", Role.CHANGE_MANAGERS),
            new SampleAccount("uma", "Uma", Role.USER_REPRESENTATIVES),
            new SampleAccount("otto", "Otto", Role.AUDITORS),
            new SampleAccount("admin", "Admin", Role.ADMINISTRATORS));

    private final Accounts accounts;
    private final Members members;

    SampleAccounts(Accounts accounts, Members members) {
        this.accounts = accounts;
        this.members = members;
    }

    /** One person of the sample. */
    public record SampleAccount(String id, String name, Role role) {}

    /** Everyone, in the order an upgrade meets them. */
    public List<SampleAccount> all() {
        return ALL;
    }

    void create() {
        ALL.forEach(account -> accounts.create(account.id(), account.name(), PASSWORD, account.role()));
    }

    /** The person behind a sample account; empty for every other account, so that the role switch reaches no further. */
    Optional<Member> member(String id) {
        return ALL.stream()
                .filter(account -> account.id().equals(id))
                .findFirst()
                .flatMap(account -> members.find(account.id()));
    }
}
