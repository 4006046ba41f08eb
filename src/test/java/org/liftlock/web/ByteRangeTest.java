package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-9, 0, 9",
        "bytes=90-, 90, 99",
        "bytes=90-500, 90, 99",
        "bytes=-10, 90, 99",
        "bytes=-500, 0, 99",
        "bytes=99-99, 99, 99",
        "bytes= 5 - 6, 5, 6"
    })
    void oneRangeOfAHundredBytes(String header, long first, long last) {
        assertThat(ByteRange.asked(header, 100)).contains(new ByteRange(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=999999999999999999-", "bytes=-0"})
    void whatBeginsBehindTheEndIsNotThere(String header) {
        assertThat(ByteRange.asked(header, 100))
                .hasValueSatisfying(range -> assertThat(range.isWithin(100)).isFalse());
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {"bytes=-", "bytes=5-4", "bytes=0-1,5-6", "lines=1-2", "bytes=a-b", "bytes=99999999999999999999-"
            })
    void whatIsNotOneRangeOfBytesIsIgnored(String header) {
        assertThat(ByteRange.asked(header, 100)).isEmpty();
    }

    @Test
    void nothingIsWithinAnEmptyText() {
        assertThat(ByteRange.asked("bytes=-5", 0))
                .hasValueSatisfying(range -> assertThat(range.isWithin(0)).isFalse());
    }
}
