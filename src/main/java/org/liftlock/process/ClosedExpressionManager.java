package org.liftlock.process;

import java.lang.reflect.Method;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.impl.juel.Cache;
import org.camunda.bpm.impl.juel.ExpressionFactoryImpl;
import org.camunda.bpm.impl.juel.TreeStore;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;

/**
 * Gives the engine, and through it queries, filters and decisions, the closed language. A second wall behind the first:
 * even a tree that should not exist would find no resolver for properties, indexes, methods or functions.
 */
final class ClosedExpressionManager extends JuelExpressionManager {

    private static final int CACHED_EXPRESSIONS = 1000;

    private final ModelBeans modelBeans;

    ClosedExpressionManager(ModelBeans beans) {
        super(beans);
        modelBeans = beans;
        setExpressionFactory(new ExpressionFactoryImpl(
                new TreeStore(new ClosedLanguage(beans::containsKey), new Cache(CACHED_EXPRESSIONS))));
    }

    @Override
    protected ELResolver createElResolver() {
        return new ClosedResolver(modelBeans);
    }

    @Override
    public void addFunction(String name, Method function) {
        // The language has no functions; the engine's own (now, currentUser) are not offered either.
    }
}
