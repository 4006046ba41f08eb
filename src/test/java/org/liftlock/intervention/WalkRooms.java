package org.liftlock.intervention;

import java.util.stream.Stream;
import org.liftlock.ShippedModels;
import org.liftlock.effect.StepHandler;
import org.liftlock.launcher.Launchers;
import org.liftlock.process.TopicCatalog;
import org.liftlock.security.Members;
import org.mockito.Mockito;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/** Everything the models name and what that needs, made when it is first asked for; no worker, no target. */
@Configuration(proxyBeanMethods = false)
@Import({WalkedUpgrade.class, Members.class, ShippedModels.Names.class})
@ComponentScan(
        basePackages = {
            "org.liftlock.approval",
            "org.liftlock.assessment",
            "org.liftlock.backup",
            "org.liftlock.closing",
            "org.liftlock.communication",
            "org.liftlock.compatibility",
            "org.liftlock.descriptor",
            "org.liftlock.effect",
            "org.liftlock.intervention",
            "org.liftlock.inventory",
            "org.liftlock.lifecycle",
            "org.liftlock.monitoring",
            "org.liftlock.planning",
            "org.liftlock.record",
            "org.liftlock.rollback",
            "org.liftlock.rollout",
            "org.liftlock.tasks",
            "org.liftlock.template",
            "org.liftlock.window"
        },
        excludeFilters = {
            @ComponentScan.Filter(
                    type = FilterType.ASSIGNABLE_TYPE,
                    classes = {Lifecycle.class, StepHandler.class, TopicCatalog.class}),
            @ComponentScan.Filter({TestConfiguration.class, TestComponent.class}),
            @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Test|IT|OrderUpgrade)\\$.*")
        })
public class WalkRooms {

    @Bean
    static BeanFactoryPostProcessor onlyWhatIsAskedFor() {
        return factory -> Stream.of(factory.getBeanDefinitionNames())
                .map(factory::getBeanDefinition)
                .filter(bean -> String.valueOf(bean.getBeanClassName()).startsWith("org.liftlock."))
                .filter(bean -> !bean.getBeanClassName().startsWith("org.liftlock.process."))
                .forEach(bean -> bean.setLazyInit(true));
    }

    @Bean
    Launchers launchers() {
        return Mockito.mock(Launchers.class);
    }
}
