package org.liftlock.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.liftlock.EngineTest;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

@EngineTest
@TestPropertySource(properties = "camunda.bpm.generic-properties.properties.enable-password-policy=true")
@ExtendWith(OutputCaptureExtension.class)
class FirstAdministratorTest {

    private static final String STRONG = "Lift-lock 2026 opens";

    @Autowired
    IdentityService identity;

    @TempDir
    Path folder;

    private Accounts accounts;

    @BeforeEach
    void groups() {
        accounts = new Accounts(identity);
        accounts.createGroups();
    }

    @AfterEach
    void forget() {
        identity.createUserQuery().list().forEach(user -> identity.deleteUser(user.getId()));
    }

    @Test
    void comesFromAFileAndIsAnAdministrator() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), STRONG + "\n");

        new FirstAdministrator(accounts, "root", "", file.toString()).create();

        assertThat(identity.checkPassword("root", STRONG)).isTrue();
        assertThat(identity.createGroupQuery().groupMember("root").list())
                .extracting("id")
                .containsExactly("camunda-admin");
    }

    @Test
    void isNotCreatedWhereAnybodyHasAnAccount() {
        accounts.create("erik", "Erik", STRONG, Role.ENGINEERS);

        new FirstAdministrator(accounts, "root", STRONG, "").create();

        assertThat(identity.createUserQuery().userId("root").count()).isZero();
    }

    @Test
    void twoNodesThatStartTogetherCreateOne() {
        // given: the other node was faster, after this one had looked
        accounts.create("root", "", STRONG, Role.ADMINISTRATORS);
        Accounts seenEmpty = Mockito.spy(accounts);
        Mockito.doReturn(true).doCallRealMethod().when(seenEmpty).areEmpty();

        // when
        new FirstAdministrator(seenEmpty, "root", STRONG, "").create();

        // then
        assertThat(identity.createUserQuery().count()).isEqualTo(1);
    }

    @Test
    void theLogSaysHowWhenTheEnvironmentIsSilent(CapturedOutput log) {
        new FirstAdministrator(accounts, "", "", "").create();

        assertThat(identity.createUserQuery().count()).isZero();
        assertThat(log).contains("LIFTLOCK_ADMIN_USER", "LIFTLOCK_ADMIN_PASSWORD_FILE");
    }

    @Test
    void aWeakPasswordStopsTheStartWithoutBeingTold(CapturedOutput log) {
        FirstAdministrator weak = new FirstAdministrator(accounts, "root", "hunter2", "");

        assertThatThrownBy(weak::create)
                .hasMessageContaining("stronger password")
                .hasMessageNotContaining("hunter2");
        assertThat(log).doesNotContain("hunter2");
    }

    @Test
    void anUnreadableFileIsNamed() {
        FirstAdministrator lost = new FirstAdministrator(
                accounts, "root", "", folder.resolve("none").toString());

        assertThatThrownBy(lost::create)
                .hasMessageContaining("none")
                .hasMessageContaining("LIFTLOCK_ADMIN_PASSWORD_FILE");
    }
}
