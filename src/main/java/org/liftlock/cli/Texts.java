package org.liftlock.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Small wording. */
final class Texts {

    private Texts() {}

    static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** Java names only the file for the commonest of errors. */
    static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file";
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": access is denied";
        }
        if (failure instanceof CharacterCodingException) {
            return "a file that is not text in UTF-8";
        }
        if ("Is a directory".equals(failure.getMessage())) {
            return "a folder; name the files in it, such as FOLDER/*.yaml";
        }
        return String.valueOf(failure.getMessage());
    }

    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
