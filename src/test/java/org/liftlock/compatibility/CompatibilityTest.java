package org.liftlock.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.compatibility.Compatibility.Compatible;
import org.liftlock.compatibility.Compatibility.Incompatible;
import org.liftlock.compatibility.Compatibility.Unknown;

class CompatibilityTest {

    private static final Requirement SSO_NEEDS_14 =
            new Requirement("sso", "sso-db", Optional.of(VersionRange.parse(">= 14")));

    @ParameterizedTest
    @CsvSource({
        "15.9, 15.10",
        "1.26.3-3+deb13u1, 1.26.3-3+deb13u2",
        "2.0-rc1, 2.0",
        "9.6, 1:1.0",
        "1.0~rc1, 1.0",
        "1.0~rc1, 1.0~rc2",
        "15.3-1~bpo12, 15.3-1",
        "v1.9, v1.10"
    })
    void versionsAreOrderedAsPeopleExpect(String earlier, String later) {
        assertThat(new Version(earlier).before(new Version(later))).isTrue();
    }

    @Test
    void trailingZeroesDoNotCount() {
        assertThat(new Version("15")).isEqualTo(new Version("15.0.0"));
        assertThat(new Version("15.18").major()).isEqualTo("15");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                ">= 14; 13.9; false",
                ">= 14; 14; true",
                ">= 14, < 17; 16.4; true",
                ">= 14 < 17; 17.0; false",
                "24.x; 24.0.5; true",
                "24.x; 25.0; false",
                "14.x || >= 16; 15.1; false",
                "14.x || >= 16; 16.0; true",
                "1.26.3; 1.26.3; true",
                "any; 0.1; true"
            })
    void rangesAreReadAsWritten(String range, String version, boolean contained) {
        assertThat(VersionRange.parse(range).contains(new Version(version))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "newer", ">= ", "> 3 < 2", ">= 14.x", "14 ||", "=> 3"})
    void aRangeThatSaysNothingIsRefused(String range) {
        assertThatThrownBy(() -> VersionRange.parse(range))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not say which versions");
    }

    @Test
    void aRequirementIsHeldAgainstWhatIsInstalled() {
        assertThat(SSO_NEEDS_14.against(Optional.of("15.18"))).isInstanceOf(Compatible.class);
        assertThat(SSO_NEEDS_14.against(Optional.of("13.2"))).isInstanceOfSatisfying(Incompatible.class, result -> {
            assertThat(result.sentence()).isEqualTo("sso needs sso-db >= 14, and it has 13.2");
            assertThat(result.remedy()).startsWith("Raise sso-db first");
        });
    }

    @Test
    void whatCannotBeReadIsUnknownAndNeverCompatible() {
        assertThat(SSO_NEEDS_14.against(Optional.empty())).isInstanceOf(Unknown.class);
        assertThat(SSO_NEEDS_14.against(Optional.of("connection refused"))).isInstanceOf(Unknown.class);
        assertThat(new Requirement("sso", "sso-db", Optional.empty()).against(Optional.of("15")))
                .isInstanceOf(Unknown.class);
    }

    @Test
    void aSkippedVersionIsRefusedAndThePathIsProposed() {
        UpgradePath path = UpgradePath.parse(List.of("1.x -> 2.x", "2.x -> 3.x", "3.x -> 4.x"));

        assertThat(path.check("1.4", "4.1")).isInstanceOfSatisfying(Incompatible.class, result -> {
            assertThat(result.sentence()).contains("from 1.4 to 4.1 skips versions");
            assertThat(result.remedy()).startsWith("Go by 1.4 -> 2.x -> 3.x -> 4.1");
        });
        assertThat(path.check("1.4", "2.0")).isInstanceOf(Compatible.class);
        assertThat(path.check("2.0", "2.9")).isInstanceOf(Compatible.class);
    }

    @Test
    void theShortestPathIsProposed() {
        UpgradePath path = UpgradePath.parse(List.of("1.x -> 2.x", "2.x -> 3.x", "3.x -> 4.x", "1.x -> 3.x"));

        assertThat(path.check("1.4", "4.1"))
                .isInstanceOfSatisfying(
                        Incompatible.class,
                        result -> assertThat(result.remedy()).contains("1.4 -> 3.x -> 4.1"));
    }

    @Test
    void withoutAnyAllowedStepsThereIsNoPathToPropose() {
        assertThat(UpgradePath.parse(List.of("2.x -> 3.x")).check("1.0", "3.0"))
                .isInstanceOfSatisfying(
                        Incompatible.class,
                        result -> assertThat(result.sentence()).startsWith("No allowed steps"));
    }

    @Test
    void goingBackIsNoUpgrade() {
        assertThat(UpgradePath.parse(List.of()).check("2.0", "1.0")).isInstanceOf(Incompatible.class);
        assertThat(UpgradePath.parse(List.of()).check("1.0", "2.0")).isInstanceOf(Compatible.class);
        assertThat(UpgradePath.parse(List.of()).check("unknown", "2.0")).isInstanceOf(Unknown.class);
    }
}
