package org.liftlock.process;

import java.util.Set;
import java.util.function.Predicate;
import org.camunda.bpm.impl.juel.AstBinary;
import org.camunda.bpm.impl.juel.AstBoolean;
import org.camunda.bpm.impl.juel.AstChoice;
import org.camunda.bpm.impl.juel.AstComposite;
import org.camunda.bpm.impl.juel.AstDot;
import org.camunda.bpm.impl.juel.AstEval;
import org.camunda.bpm.impl.juel.AstIdentifier;
import org.camunda.bpm.impl.juel.AstNested;
import org.camunda.bpm.impl.juel.AstNull;
import org.camunda.bpm.impl.juel.AstNumber;
import org.camunda.bpm.impl.juel.AstString;
import org.camunda.bpm.impl.juel.AstText;
import org.camunda.bpm.impl.juel.AstUnary;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.Node;
import org.camunda.bpm.impl.juel.Tree;
import org.camunda.bpm.impl.juel.TreeBuilder;
import org.camunda.bpm.impl.juel.TreeBuilderException;

/**
 * The closed expression language: an allow list over the parsed tree, so that nothing depends on guessing what an
 * attacker would write. Allowed are variables, literals, comparison, boolean operators, {@code empty}, the choice
 * {@code a ? b : c}, text around them, one bean as the whole expression, and the one path
 * {@code execution.processBusinessKey}. Methods, functions, other properties, indexes and arithmetic do not exist.
 *
 * <p>It stands where trees are built. Every expression of the engine becomes a tree here before it can be evaluated,
 * whether it comes from a model, a query, a stored filter or a decision.
 */
final class ClosedLanguage implements TreeBuilder {

    static final String EXECUTION = "execution";
    static final String BUSINESS_KEY = "processBusinessKey";

    private static final long serialVersionUID = 1;
    private static final String WHAT_IS_ALLOWED = "Allowed are variables, literals, comparisons, and, or, not, empty,"
            + " a ? b : c, ${bean} for a delegate, and ${execution.processBusinessKey}. Put anything else into a"
            + " delegate.";

    private static final Set<Class<? extends Node>> HARMLESS = Set.of(
            AstText.class,
            AstComposite.class,
            AstEval.class,
            AstNested.class,
            AstChoice.class,
            AstString.class,
            AstNumber.class,
            AstBoolean.class,
            AstNull.class);

    private static final Set<AstBinary.Operator> COMPARING = Set.of(
            AstBinary.EQ,
            AstBinary.NE,
            AstBinary.LT,
            AstBinary.LE,
            AstBinary.GT,
            AstBinary.GE,
            AstBinary.AND,
            AstBinary.OR);

    private static final Set<AstUnary.Operator> JUDGING = Set.of(AstUnary.NOT, AstUnary.EMPTY, AstUnary.NEG);

    /** Names the engine gives to its own objects; a variable cannot be called like that. */
    private static final Set<String> ENGINE_OBJECTS = Set.of(EXECUTION, "task", "caseExecution", "externalTask");

    private final transient Builder builder = new Builder();
    private final transient Predicate<String> isBean;

    ClosedLanguage(Predicate<String> isBean) {
        this.isBean = isBean;
    }

    /** @throws RefusedExpression when the text is not an expression of the closed language */
    @Override
    public Tree build(String text) {
        Tree tree = parse(text);
        if (!isWholeBean(tree.getRoot())) {
            check(tree.getRoot(), text);
        }
        return tree;
    }

    boolean isWholeBean(String text) {
        return text.matches("[$#]\\{\\s*\\w+\\s*}") && isWholeBean(parse(text).getRoot());
    }

    private Tree parse(String text) {
        try {
            return builder.build(text);
        } catch (TreeBuilderException e) {
            throw new RefusedExpression(text, e.getMessage() + ". " + WHAT_IS_ALLOWED);
        }
    }

    private boolean isWholeBean(Node root) {
        return root instanceof AstEval
                && root.getChild(0) instanceof AstIdentifier identifier
                && isBean.test(identifier.getName());
    }

    private void check(Node node, String text) {
        if (isBusinessKey(node)) {
            return;
        }
        if (node instanceof AstIdentifier identifier) {
            checkName(identifier.getName(), text);
        } else if (!isAllowed(node)) {
            throw new RefusedExpression(text, "\"" + node + "\" is not part of the language. " + WHAT_IS_ALLOWED);
        }
        for (int child = 0; child < node.getCardinality(); child++) {
            check(node.getChild(child), text);
        }
    }

    private static boolean isAllowed(Node node) {
        return HARMLESS.contains(node.getClass())
                || node.getClass() == AstBinary.class && COMPARING.contains(((AstBinary) node).getOperator())
                || node.getClass() == AstUnary.class && JUDGING.contains(((AstUnary) node).getOperator());
    }

    private static boolean isBusinessKey(Node node) {
        return node.getClass() == AstDot.class
                && node.toString().trim().equals(". " + BUSINESS_KEY)
                && node.getChild(0) instanceof AstIdentifier identifier
                && identifier.getName().equals(EXECUTION);
    }

    private void checkName(String name, String text) {
        if (ENGINE_OBJECTS.contains(name)) {
            throw new RefusedExpression(
                    text, "the engine's object \"" + name + "\" is out of reach. " + WHAT_IS_ALLOWED);
        }
        if (isBean.test(name)) {
            throw new RefusedExpression(
                    text, "the bean \"" + name + "\" can only be a whole expression: ${" + name + "}.");
        }
    }
}
