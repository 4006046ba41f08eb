package org.liftlock.process;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The only beans a model can name: delegates and listeners. Without this every bean of the application, the data source
 * and the transaction manager among them, would be within reach of an expression. Beans are looked up when they are
 * used, since they may need the engine themselves.
 */
final class ModelBeans extends AbstractMap<Object, Object> {

    private final ListableBeanFactory beans;
    private volatile Set<String> names;

    ModelBeans(ListableBeanFactory beans) {
        this.beans = beans;
    }

    Set<String> names() {
        Set<String> found = names;
        if (found == null) {
            found = Stream.of(JavaDelegate.class, TaskListener.class, ExecutionListener.class)
                    .flatMap(type -> Arrays.stream(beans.getBeanNamesForType(type, false, false)))
                    .collect(Collectors.toCollection(HashSet::new));
            names = found;
        }
        return found;
    }

    @Override
    public boolean containsKey(Object name) {
        return name instanceof String && names().contains(name);
    }

    @Override
    public Object get(Object name) {
        return containsKey(name) ? beans.getBean((String) name) : null;
    }

    @Override
    public Set<Entry<Object, Object>> entrySet() {
        return names().stream()
                .map(name -> new SimpleImmutableEntry<Object, Object>(name, beans.getBean(name)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
