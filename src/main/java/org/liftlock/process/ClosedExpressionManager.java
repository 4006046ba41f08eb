package org.liftlock.process;

import java.lang.reflect.Method;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.el.ReadOnlyMapELResolver;
import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.impl.juel.Cache;
import org.camunda.bpm.impl.juel.ExpressionFactoryImpl;
import org.camunda.bpm.impl.juel.TreeStore;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;

/**
 * Gives the engine, and through it queries, filters and decisions, the closed language. A second wall behind the first:
 * even a tree that should not exist would find no resolver for properties, indexes, methods or functions. Beans come
 * before variables, so that no variable can stand in for a delegate.
 */
final class ClosedExpressionManager extends JuelExpressionManager {

    private static final int CACHED_EXPRESSIONS = 1000;

    ClosedExpressionManager(ModelBeans beans) {
        super(beans);
        setExpressionFactory(new ExpressionFactoryImpl(
                new TreeStore(new ClosedLanguage(beans::containsKey), new Cache(CACHED_EXPRESSIONS))));
    }

    @Override
    protected ELResolver createElResolver() {
        CompositeELResolver resolver = new CompositeELResolver();
        resolver.add(new ReadOnlyMapELResolver(beans));
        resolver.add(new BusinessKeyResolver());
        resolver.add(new VariableScopeElResolver());
        resolver.add(new VariableContextElResolver());
        return resolver;
    }

    @Override
    public void addFunction(String name, Method function) {
        // The language has no functions; the engine's own (now, currentUser) are not offered either.
    }
}
