package org.liftlock.process;

import java.beans.FeatureDescriptor;
import java.util.Iterator;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;

/**
 * Resolves what the closed language names: beans, before variables, so that no variable can stand in for a delegate; then
 * variables; and the one property path, {@code execution.processBusinessKey}. There is nothing else to find, in one place
 * and not in a chain, since every evaluation passes here.
 */
final class ClosedResolver extends ELResolver {

    private final ModelBeans beans;
    private final ELResolver variables = new VariableScopeElResolver();
    private final ELResolver decisionInputs = new VariableContextElResolver();

    ClosedResolver(ModelBeans beans) {
        this.beans = beans;
    }

    @Override
    public Object getValue(ELContext context, Object base, Object property) {
        if (base != null) {
            return businessKey(context, base, property);
        }
        if (beans.containsKey(property)) {
            context.setPropertyResolved(true);
            return beans.get(property);
        }
        Object value = variables.getValue(context, null, property);
        return context.isPropertyResolved() ? value : decisionInputs.getValue(context, null, property);
    }

    private static Object businessKey(ELContext context, Object base, Object property) {
        if (base instanceof DelegateExecution execution && ClosedLanguage.BUSINESS_KEY.equals(property)) {
            context.setPropertyResolved(true);
            return execution.getProcessBusinessKey();
        }
        return null;
    }

    @Override
    public Class<?> getType(ELContext context, Object base, Object property) {
        return null;
    }

    @Override
    public void setValue(ELContext context, Object base, Object property, Object value) {
        // Nothing can be set through an expression.
    }

    @Override
    public boolean isReadOnly(ELContext context, Object base, Object property) {
        return true;
    }

    @Override
    public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, Object base) {
        return null;
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, Object base) {
        return null;
    }
}
