package org.liftlock.process;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/** Code that somebody would like the server to run. It is harmless: it only leaves a mark. */
public final class Intrusion implements JavaDelegate {

    /** From a text to any class and any method. */
    static final String CALL = "''.getClass().forName('java.lang.System')"
            + ".getMethod('setProperty', ''.getClass(), ''.getClass()).invoke(null, '" + Intrusion.MARK + "', 'yes')";

    static final String EXPRESSION = "${" + CALL + "}";

    /** A bean that every application has; on an engine as it comes a {@link Helper} stands for it. */
    static final String BEAN = "dataSource";

    private static final String MARK = "liftlock.test.code-was-run";

    static void reset() {
        System.setProperty(MARK, "no");
    }

    static boolean happened() {
        return "yes".equals(System.getProperty(MARK));
    }

    /** Through a class, named by a model. */
    @Override
    public void execute(DelegateExecution execution) {
        System.setProperty(MARK, "yes");
    }

    /** Stands for a bean of the application that is no delegate. */
    public static final class Helper {

        public String leaveMark() {
            return System.setProperty(MARK, "yes");
        }
    }

    /** An engine without any guard. */
    static StandaloneInMemProcessEngineConfiguration unguarded(String name) {
        StandaloneInMemProcessEngineConfiguration plain = new StandaloneInMemProcessEngineConfiguration();
        plain.setProcessEngineName(name);
        plain.setJdbcUrl("jdbc:h2:mem:" + name);
        plain.setHistoryTimeToLive("P1D");
        plain.setJobExecutorActivate(false);
        return plain;
    }

    /** An engine that has our language and nothing else of ours: no gate, no look at the model. */
    static ProcessEngine closedLanguageOnly(String name) {
        StandaloneInMemProcessEngineConfiguration closed = unguarded(name);
        DefaultListableBeanFactory delegates = new DefaultListableBeanFactory();
        for (Bean bean : Bean.values()) {
            delegates.registerSingleton(bean.beanName(), (JavaDelegate) execution -> {});
        }
        closed.setExpressionManager(new ClosedExpressionManager(new ModelBeans(delegates)));
        closed.setScriptEngineResolver(new NoScripts());
        return closed.buildProcessEngine();
    }
}
