package org.liftlock.security;

import org.camunda.bpm.engine.ProcessEngineException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Creates groups, rights, task lists and first accounts at start; a second start changes nothing. */
@Component
@Order(0)
class SetUpOnStart implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(SetUpOnStart.class);

    private final Accounts accounts;
    private final Authorisations authorisations;
    private final TaskFilters filters;
    private final ObjectProvider<FirstAdministrator> firstAdministrator;
    private final ObjectProvider<SampleAccounts> sampleAccounts;

    SetUpOnStart(
            Accounts accounts,
            Authorisations authorisations,
            TaskFilters filters,
            ObjectProvider<FirstAdministrator> firstAdministrator,
            ObjectProvider<SampleAccounts> sampleAccounts) {
        this.accounts = accounts;
        this.authorisations = authorisations;
        this.filters = filters;
        this.firstAdministrator = firstAdministrator;
        this.sampleAccounts = sampleAccounts;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        try {
            createWhatIsMissing();
        } catch (ProcessEngineException collision) {
            // Two nodes that start together may both create the same row; the second look finds it.
            LOG.debug("Groups and rights were created by another node at the same moment", collision);
            createWhatIsMissing();
        }
        firstAdministrator.ifAvailable(FirstAdministrator::create);
        sampleAccounts.ifAvailable(SampleAccounts::create);
    }

    private void createWhatIsMissing() {
        accounts.createGroups();
        authorisations.grantAll();
        filters.create();
    }
}
