package org.liftlock;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@AnalyzeClasses(packages = "org.liftlock", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] ENGINE = {"org.camunda.."};

    @ArchTest
    static final ArchRule implementationClassesOfTheEngineStayInProcess = noClasses()
            .that()
            .resideOutsideOfPackage("org.liftlock.process")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.camunda..impl..", "org.camunda.bpm.spring.boot..")
                    // What the engine's public IdentityService answers.
                    .and(not(type(Authentication.class))));

    @ArchTest
    static final ArchRule theEngineIsKnownOnlyWhereModelsMeetJava = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.liftlock.process",
                    "org.liftlock.effect",
                    "org.liftlock.lifecycle",
                    // Reads models, and nothing of the engine that runs them: see below.
                    "org.liftlock.proof",
                    // Accounts, groups and rights are the engine's, so that Tasklist and Cockpit know them too.
                    "org.liftlock.security",
                    "org.liftlock.web..")
            .and()
            .areNotAssignableTo(JavaDelegate.class)
            .and()
            .areNotAssignableTo(TaskListener.class)
            .and()
            .areNotAssignableTo(ExecutionListener.class)
            .and()
            // A form is refused by the engine's own kind of exception, so that Tasklist shows the sentence.
            .areNotAssignableTo(BadUserRequestException.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE)
            .because("a service that knows no engine can be tested, and moved, without one");

    @ArchTest
    static final ArchRule nothingDependsOnTheFrontDoors = noClasses()
            .that()
            .resideOutsideOfPackages("org.liftlock.web..", "org.liftlock.cli..", "org.liftlock")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.liftlock.web..", "org.liftlock.cli..");

    @ArchTest
    static final ArchRule theProofNeedsNeitherSpringNorARunningEngine = noClasses()
            .that()
            .resideInAPackage("org.liftlock.proof..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.camunda.bpm.engine..");

    @ArchTest
    static final ArchRule whatIsNeededComesThroughTheConstructor = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .orShould()
            .beAnnotatedWith(jakarta.annotation.Resource.class);

    @ArchTest
    static final ArchRule onlyTheCommandLineWritesToTheConsole = noClasses()
            .that()
            .resideOutsideOfPackages("org.liftlock.cli..", "org.liftlock.sample..")
            .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule theTimeIsAskedOfTheInjectedClock = noClasses()
            .that()
            .resideOutsideOfPackages("org.liftlock.process", "org.liftlock.sample..", "org.liftlock.cli..")
            .and()
            // Runs on a target, as a program of its own.
            .doNotHaveFullyQualifiedName("org.liftlock.backup.StoreCommand")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("windows and timers go by database time, and tests move it");

    @ArchTest
    static final ArchRule noRoomLeadsBackToItself =
            slices().matching("org.liftlock.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule delegatesAreNamedLikeTheirTasks = classes()
            .that()
            .areAssignableTo(JavaDelegate.class)
            .and()
            .areNotInterfaces()
            .should()
            .haveSimpleNameNotEndingWith("Delegate")
            .because("the BPMN task \"Check plan\" is the bean checkPlan and the class CheckPlan")
            .allowEmptyShould(true);
}
