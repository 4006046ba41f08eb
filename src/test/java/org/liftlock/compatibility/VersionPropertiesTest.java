package org.liftlock.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class VersionPropertiesTest {

    @Property
    void comparingTheOtherWayRoundTurnsTheSign(@ForAll("versions") Version one, @ForAll("versions") Version other) {
        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(-Integer.signum(other.compareTo(one)));
    }

    @Property
    void whatComesBeforeAnEarlierVersionComesBeforeALaterOneToo(
            @ForAll("versions") Version one, @ForAll("versions") Version two, @ForAll("versions") Version three) {
        if (one.compareTo(two) <= 0 && two.compareTo(three) <= 0) {
            assertThat(one).as("%s <= %s <= %s", one, two, three).isLessThanOrEqualTo(three);
        }
    }

    @Property
    void equalVersionsCompareAsEqualAndShareTheirHash(
            @ForAll("versions") Version one, @ForAll("versions") Version other) {
        assertThat(one.equals(other)).isEqualTo(one.compareTo(other) == 0);
        if (one.equals(other)) {
            assertThat(one).hasSameHashCodeAs(other);
        }
    }

    @Property
    void aHigherNumberIsALaterVersion(
            @ForAll("numbers") int major, @ForAll("numbers") int minor, @ForAll("numbers") int step) {
        Version version = new Version(major + "." + minor);

        assertThat(version.before(new Version(major + "." + (minor + 1 + step))))
                .isTrue();
        assertThat(version.before(new Version((major + 1 + step) + ".0"))).isTrue();
        assertThat(new Version(version + "-rc1").before(version)).isTrue();
        assertThat(version.before(new Version("1:0.1"))).isTrue();
    }

    @Property
    void anInclusiveRangeContainsItsBoundsAndAnExclusiveOneDoesNot(@ForAll("versions") Version bound) {
        assertThat(VersionRange.parse(">= " + bound).contains(bound)).isTrue();
        assertThat(VersionRange.parse("<= " + bound).contains(bound)).isTrue();
        assertThat(VersionRange.parse("= " + bound).contains(bound)).isTrue();
        assertThat(VersionRange.parse("> " + bound).contains(bound)).isFalse();
        assertThat(VersionRange.parse("< " + bound).contains(bound)).isFalse();
    }

    @Property
    void everyVersionLiesOnExactlyOneSideOfABound(
            @ForAll("versions") Version bound, @ForAll("versions") Version version) {
        assertThat(VersionRange.parse(">= " + bound).contains(version))
                .isNotEqualTo(VersionRange.parse("< " + bound).contains(version));
    }

    @Property
    void whatLiesInTwoRangesShowsThatTheyOverlap(
            @ForAll("versions") Version one, @ForAll("versions") Version other, @ForAll("versions") Version version) {
        VersionRange from = VersionRange.parse(">= " + one);
        VersionRange upTo = VersionRange.parse("< " + other);

        if (from.contains(version) && upTo.contains(version)) {
            assertThat(from.overlaps(upTo)).isTrue();
            assertThat(upTo.overlaps(from)).isTrue();
        }
        assertThat(from.overlaps(upTo)).isEqualTo(one.before(other));
    }

    @Property
    void aFamilyHoldsItsVersionsAndNoOthers(
            @ForAll("numbers") int major, @ForAll("numbers") int minor, @ForAll("numbers") int other) {
        VersionRange family = VersionRange.parse(major + ".x");

        assertThat(family.contains(new Version(major + "." + minor))).isTrue();
        assertThat(family.contains(new Version(major + "." + minor + "-rc1"))).isTrue();
        assertThat(family.contains(new Version(other + "." + minor))).isEqualTo(other == major);
        assertThat(family.contains(new Version((major + 1) + ".0-beta2"))).isFalse();
    }

    @Provide
    Arbitrary<Integer> numbers() {
        return Arbitraries.integers().between(0, 120);
    }

    @Provide
    Arbitrary<Version> versions() {
        Arbitrary<String> numbers =
                numbers().map(String::valueOf).list().ofMinSize(1).ofMaxSize(4).map(parts -> String.join(".", parts));
        Arbitrary<String> endings = Arbitraries.of(
                "",
                "",
                "",
                "-rc1",
                "-beta2",
                "-alpha",
                "-SNAPSHOT",
                "-3+deb13u2",
                "-3",
                "+build7",
                "~bpo12",
                "-1ubuntu4");
        Arbitrary<String> epochs = Arbitraries.of("", "", "", "1:", "2:");
        return Combinators.combine(epochs, numbers, endings)
                .as((epoch, number, ending) -> new Version(epoch + number + ending));
    }
}
