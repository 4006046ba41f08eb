package org.liftlock.live;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.liftlock.launcher.Launcher;

/**
 * The masked output of a run as bytes of UTF-8 with positions that stay: what was left out in the middle of a very long
 * one counts, so a position means the same before and after a piece was dropped, and after the run has ended.
 */
final class LogText {

    /** More than a target keeps of the beginning. */
    private static final int HEAD = 2 * Launcher.LOG_PIECE;

    private static final int TAIL = 2 * Launcher.LOG_PIECE;

    /** A target drops whole pieces behind a whole piece, so a command's own line that looks like ours is told apart. */
    private static final int LEAST_LEFT_OUT = Launcher.LOG_PIECE;

    private static final int LEAST_BEFORE = Launcher.LOG_PIECE / 4;

    private static final Pattern GAP = Pattern.compile("\n\\[(\\d{7,18}) bytes left out]\n");

    private byte[] head = {};
    private int headLength;
    private byte[] tail = {};
    private int tailLength;
    /** Position of the first byte of the tail; 0 as long as there is none. */
    private long tailFrom;

    private final int mostHead;
    private final int mostTail;

    LogText() {
        this(HEAD, TAIL);
    }

    LogText(int mostHead, int mostTail) {
        this.mostHead = mostHead;
        this.mostTail = mostTail;
    }

    /** As it was kept when the run had ended. */
    static LogText ofKept(String evidence) {
        LogText text = new LogText(Integer.MAX_VALUE, Integer.MAX_VALUE);
        Matcher gap = GAP.matcher(evidence);
        int at = Math.min(evidence.length(), LEAST_BEFORE);
        if (gap.find(at) && Long.parseLong(gap.group(1)) >= LEAST_LEFT_OUT) {
            text.append(evidence.substring(0, gap.start()));
            text.leaveOut(Long.parseLong(gap.group(1)));
            text.append(evidence.substring(gap.end()));
        } else {
            text.append(evidence);
        }
        return text;
    }

    synchronized void append(String printed) {
        // As evidence is kept: PostgreSQL holds no character zero.
        byte[] bytes = printed.replace('\0', '␀').getBytes(StandardCharsets.UTF_8);
        int toHead = tailFrom == 0 ? Math.min(bytes.length, mostHead - headLength) : 0;
        head = withRoom(head, headLength, toHead);
        System.arraycopy(bytes, 0, head, headLength, toHead);
        headLength += toHead;
        if (toHead == bytes.length) {
            return;
        }
        if (tailFrom == 0) {
            tailFrom = headLength;
        }
        int more = bytes.length - toHead;
        tail = withRoom(tail, tailLength, more);
        System.arraycopy(bytes, toHead, tail, tailLength, more);
        tailLength += more;
        if (tailLength - mostTail > mostTail / 2) {
            int drop = tailLength - mostTail;
            tail = Arrays.copyOfRange(tail, drop, tailLength);
            tailLength = tail.length;
            tailFrom += drop;
        }
    }

    private static byte[] withRoom(byte[] bytes, int used, int more) {
        return used + more <= bytes.length
                ? bytes
                : Arrays.copyOf(bytes, Math.max(used + more, bytes.length + bytes.length / 2));
    }

    /** Bytes that are nowhere to be had any more. What stood between the beginning and them goes too. */
    synchronized void leaveOut(long bytes) {
        tailFrom = length() + bytes;
        tail = new byte[0];
        tailLength = 0;
    }

    synchronized long length() {
        return tailFrom == 0 ? headLength : tailFrom + tailLength;
    }

    synchronized long leftOut() {
        return tailFrom == 0 ? 0 : tailFrom - headLength;
    }

    /** @param first position of the first byte: later than asked for where bytes were left out */
    record Slice(long first, byte[] bytes) {

        long next() {
            return first + bytes.length;
        }
    }

    /** Bytes from a position on, as far as nothing was left out between them; none when the position is at the end. */
    synchronized Slice slice(long from, long most) {
        if (from < headLength) {
            return new Slice(from, Arrays.copyOfRange(head, (int) from, (int) Math.min(headLength, from + most)));
        } else if (from >= length() || tailLength == 0) {
            return new Slice(from, new byte[0]);
        }
        long first = Math.max(from, tailFrom);
        int at = (int) (first - tailFrom);
        return new Slice(first, Arrays.copyOfRange(tail, at, (int) Math.min(tailLength, at + most)));
    }

    /** The same, cut so that no character is torn. */
    synchronized Slice characters(long from, int most) {
        Slice slice = slice(from, most);
        byte[] bytes = slice.bytes();
        int start = 0;
        while (start < bytes.length && isInside(bytes[start])) {
            start++;
        }
        int end = bytes.length;
        if (slice.next() < length() && slice(slice.next(), 1).first() == slice.next()) {
            while (end > start && isInside(slice(slice.first() + end, 1).bytes()[0])) {
                end--;
            }
        }
        return new Slice(slice.first() + start, Arrays.copyOfRange(bytes, start, end));
    }

    private static boolean isInside(byte octet) {
        return (octet & 0xC0) == 0x80;
    }

    /** All there is, with a line that counts what was left out. */
    synchronized byte[] whole() {
        ByteArrayOutputStream all = new ByteArrayOutputStream(headLength + tailLength + 64);
        all.write(head, 0, headLength);
        all.writeBytes(Launcher.Output.gap(leftOut()).getBytes(StandardCharsets.UTF_8));
        all.write(tail, 0, tailLength);
        return all.toByteArray();
    }

    /** The end of it, for finding out how far the run says it is. */
    String lastWords(int most) {
        Slice slice = slice(Math.max(0, length() - most), most);
        return new String(slice.bytes(), StandardCharsets.UTF_8);
    }
}
