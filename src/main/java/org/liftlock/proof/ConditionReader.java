package org.liftlock.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads conditions. What it does not understand may be true or false, which errs on the safe side. */
final class ConditionReader {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:('(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\")|(\\d+(?:\\.\\d+)?)|([A-Za-z_][\\w.]*)|(==|!=|<=|>=|&&|\\|\\||[<>!()\\-]))");
    private static final Pattern WHOLE = Pattern.compile("[$#]\\{(.*)}", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("[$#]\\{\\s*([A-Za-z_]\\w*)\\s*}");

    private final List<String> tokens;
    private int at;

    private ConditionReader(List<String> tokens) {
        this.tokens = tokens;
    }

    static Condition read(String text) {
        Matcher whole = WHOLE.matcher(text.trim());
        if (!whole.matches()) {
            return new Condition.Unknown();
        }
        List<String> tokens = tokens(whole.group(1));
        try {
            ConditionReader reader = new ConditionReader(tokens);
            Condition condition = reader.either();
            return reader.at == tokens.size() ? condition : new Condition.Unknown();
        } catch (NotUnderstood e) {
            return new Condition.Unknown();
        }
    }

    /** The variable that is the whole expression, as in {@code ${outcome}}. */
    static Optional<String> variable(String text) {
        Matcher matcher = VARIABLE.matcher(text == null ? "" : text.trim());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The constant that is the whole expression: plain text, or as in {@code ${'REHEARSE'}}. */
    static Optional<Object> constant(String text) {
        if (text == null || !text.contains("${") && !text.contains("#{")) {
            return Optional.ofNullable(text);
        }
        Matcher whole = WHOLE.matcher(text.trim());
        List<String> tokens = whole.matches() ? tokens(whole.group(1)) : List.of();
        return tokens.size() == 1 ? Optional.ofNullable(literal(tokens.get(0))) : Optional.empty();
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group().trim());
            end = matcher.end();
        }
        return text.substring(end).isBlank() ? tokens : List.of("?");
    }

    private static Object literal(String token) {
        if (token.startsWith("'") || token.startsWith("\"")) {
            return token.substring(1, token.length() - 1);
        }
        if (Character.isDigit(token.charAt(0))) {
            return Double.valueOf(token);
        }
        return token.equals("true") || token.equals("false") ? Boolean.valueOf(token) : null;
    }

    private Condition either() {
        Condition left = both();
        while (take("or") || take("||")) {
            left = new Condition.Or(left, both());
        }
        return left;
    }

    private Condition both() {
        Condition left = single();
        while (take("and") || take("&&")) {
            left = new Condition.And(left, single());
        }
        return left;
    }

    private Condition single() {
        if (take("not") || take("!")) {
            return new Condition.Not(single());
        }
        if (take("(")) {
            Condition inner = either();
            expect(")");
            return inner;
        }
        if (take("empty")) {
            next();
            return new Condition.Unknown();
        }
        return comparison();
    }

    private Condition comparison() {
        String left = next();
        Condition.Operator operator = operator();
        if (operator == null) {
            return isName(left) ? new Condition.Compare(left, Condition.Operator.EQ, true) : new Condition.Unknown();
        }
        String right = next();
        if (isName(left) && literal(right) != null) {
            return new Condition.Compare(left, operator, literal(right));
        }
        if (isName(right) && literal(left) != null) {
            return new Condition.Compare(right, operator.turned(), literal(left));
        }
        return new Condition.Unknown();
    }

    private static boolean isName(String token) {
        return literal(token) == null && token.matches("[A-Za-z_]\\w*") && !token.equals("null");
    }

    private Condition.Operator operator() {
        String[] words = {"==", "eq", "!=", "ne", "<", "lt", "<=", "le", ">", "gt", ">=", "ge"};
        for (int word = 0; word < words.length; word++) {
            if (take(words[word])) {
                return Condition.Operator.values()[word / 2];
            }
        }
        return null;
    }

    private boolean take(String token) {
        boolean here = at < tokens.size() && tokens.get(at).equals(token);
        at += here ? 1 : 0;
        return here;
    }

    private void expect(String token) {
        if (!take(token)) {
            throw new NotUnderstood();
        }
    }

    private String next() {
        if (at == tokens.size()) {
            throw new NotUnderstood();
        }
        String token = tokens.get(at++);
        if (token.equals("-") || token.equals("?")) {
            throw new NotUnderstood();
        }
        return token;
    }

    private static final class NotUnderstood extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
