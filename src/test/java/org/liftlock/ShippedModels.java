package org.liftlock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The models and forms as they are shipped, on the engine of a test. */
public final class ShippedModels {

    private ShippedModels() {}

    public static void deployTo(ProcessEngine engine) {
        DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
        for (String folder : List.of("processes", "forms")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.filter(file -> file.toString().matches(".*\\.(bpmn|dmn|form)"))
                        .toList()) {
                    deployment.addString(file.toString(), Files.readString(file));
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        deployment.deploy();
    }

    /** Models are refused when they name a bean that is not there: stand-ins for those that a test does not reach. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class Names {

        @Bean
        static BeanDefinitionRegistryPostProcessor namesThatAreNotReached() {
            return registry -> Stream.of(org.liftlock.process.Bean.values())
                    .map(org.liftlock.process.Bean::beanName)
                    .filter(name -> !registry.containsBeanDefinition(name))
                    .forEach(name -> registry.registerBeanDefinition(
                            name, new RootBeanDefinition(JavaDelegate.class, () -> execution -> {})));
        }
    }
}
