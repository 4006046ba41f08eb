package org.liftlock.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What may be in a model, who judges it, and how it gets to the engine. */
@Configuration(proxyBeanMethods = false)
class ModelConfiguration {

    @Bean
    ModelBeans modelBeans(ListableBeanFactory beans) {
        return new ModelBeans(beans);
    }

    @Bean
    ClosedModel closedModel(ModelBeans beans, ObjectProvider<TopicCatalog> topics) {
        return new ClosedModel(new ClosedLanguage(beans::containsKey), ModelVocabulary.served(beans, topics));
    }

    @Bean
    ClosedModelGate closedModelGate(ClosedModel closed) {
        return new ClosedModelGate(closed);
    }

    @Bean
    ModelSetGate modelSetGate(ObjectMapper json) {
        return new ModelSetGate(json);
    }

    @Bean
    ModelGates modelGates(
            ObjectProvider<ModelGate> gates,
            ObjectProvider<ModelChanges> changes,
            ObjectProvider<DeployedModels> deployed) {
        // Asked when the engine is there; it is built with these gates.
        return new ModelGates(gates, changes, deployed::getObject);
    }

    @Bean
    DeployedModels deployedModels(RepositoryService repository, ManagementService management) {
        return new DeployedModels(repository, management);
    }

    @Bean
    ModelDeployments modelDeployments(RepositoryService repository) {
        return new ModelDeployments(repository);
    }

    @Bean
    DecisionTables decisionTables(HistoryService history, ModelBeans beans) {
        return new DecisionTables(history, beans);
    }

    @Bean
    @ConditionalOnProperty(name = "liftlock.models.deploy", matchIfMissing = true)
    ModelDeployer modelDeployer(
            ModelGates gates,
            DeployedModels deployed,
            ModelDeployments deployments,
            @Value("${liftlock.models.directory:}") String models,
            @Value("${liftlock.forms.directory:}") String forms) {
        return new ModelDeployer(new ModelFiles(models, forms), gates, deployed, deployments);
    }
}
