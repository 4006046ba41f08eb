package org.liftlock.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOutputParameter;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.Test;

/** The shipped models and forms against {@link UpgradeProcess}, in both directions. */
class ModelContractTest {

    private static final Path PROCESSES = Path.of("processes");
    private static final Path FORMS = Path.of("forms");
    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{([^}]*)}");
    private static final Pattern WORD = Pattern.compile("'[^']*'|[A-Za-z][\\w.]*");
    private static final Set<String> OPERATORS = Set.of("and", "or", "not", "true", "false", "null", "empty");

    /** Written by the engine: the initiator of a process, the number of an instance. */
    private static final Set<String> BY_THE_ENGINE = Set.of("requestedBy", "loopCounter");

    /** What a form may hide, so that the server can decide the same: a field is compared with fixed answers. */
    private static final Pattern HIDE =
            Pattern.compile("=(\\w+ != (\"[\\w-]+\"|true)( and \\w+ != (\"[\\w-]+\"|true))*|\\w+ = null)");

    private final Map<String, BpmnModelInstance> models = files(PROCESSES, ".bpmn").stream()
            .collect(Collectors.toMap(
                    path -> path.getFileName().toString().replace(".bpmn", ""),
                    path -> Bpmn.readModelFromFile(path.toFile())));

    @Test
    void theShippedProcessesAreTheKnownOnes() {
        assertThat(models.keySet()).containsExactlyInAnyOrderElementsOf(UpgradeProcess.PROCESSES);
        assertThat(all(Process.class)).allSatisfy(process -> {
            assertThat(models).containsKey(process.getId());
            assertThat(process.isExecutable()).isTrue();
            assertThat(process.getCamundaHistoryTimeToLiveString()).isEqualTo("P3650D");
        });
    }

    @Test
    void everyExternalTaskHasAKnownTopicAndEveryTopicIsUsed() {
        assertThat(names(externalTasks(), ServiceTask::getCamundaTopic))
                .isEqualTo(names(List.of(Topic.values()), Topic::topic));
        assertThat(externalTasks()).allSatisfy(task -> assertThat(task.getId()).isEqualTo(task.getCamundaTopic()));
    }

    @Test
    void everyExternalTaskCommitsItsOutcomeBeforeTheModelGoesOn() {
        assertThat(externalTasks())
                .allSatisfy(task ->
                        assertThat(task.isCamundaAsyncAfter()).as(task.getId()).isTrue());
    }

    @Test
    void outcomesAndAnswersLeaveTheirStepByOutputMappingOnly() {
        for (ServiceTask task : externalTasks()) {
            Topic topic = Topic.valueOf(task.getId().replace('-', '_').toUpperCase(Locale.ROOT));
            assertThat(outputs(task)).isSubsetOf(topic.outcomeVariable());
        }
        assertThat(all(UserTask.class).stream().filter(task -> task.getLoopCharacteristics() == null))
                .allSatisfy(task -> assertThat(outputs(task).size()).isLessThanOrEqualTo(2));
    }

    @Test
    void everyDelegateIsKnownAndIsNamedLikeItsTask() {
        List<ServiceTask> delegates = all(ServiceTask.class).stream()
                .filter(task -> task.getCamundaTopic() == null)
                .toList();

        assertThat(names(delegates, task -> bean(task.getCamundaDelegateExpression())))
                .isEqualTo(beans(Bean.Role.DELEGATE));
        assertThat(delegates)
                .allSatisfy(task -> assertThat(bean(task.getCamundaDelegateExpression()))
                        .isEqualTo(UpgradeProcess.camelCase(task.getId().replace('-', '_'))));
    }

    @Test
    void everyListenerIsKnown() {
        assertThat(names(
                        all(CamundaExecutionListener.class), listener -> bean(listener.getCamundaDelegateExpression())))
                .isEqualTo(beans(Bean.Role.EXECUTION_LISTENER));
        assertThat(names(all(CamundaTaskListener.class), listener -> bean(listener.getCamundaDelegateExpression())))
                .isEqualTo(beans(Bean.Role.TASK_LISTENER));
    }

    @Test
    void everyMessageAndErrorIsKnown() {
        assertThat(names(all(Message.class), Message::getName))
                .isEqualTo(names(List.of(UpgradeProcess.Message.values()), UpgradeProcess.Message::text));
        assertThat(names(all(Error.class), Error::getErrorCode)).containsExactly(UpgradeProcess.NEEDS_REPAIR);
    }

    @Test
    void everyVariableAModelReadsIsKnownAndWrittenBySomeStep() {
        Set<String> written = written();

        assertThat(read()).isSubsetOf(known()).isSubsetOf(written);
        assertThat(written).isSubsetOf(known());
    }

    @Test
    void everyKnownVariableIsUsed() {
        Set<String> used = new TreeSet<>(read());
        for (Bean bean : Bean.values()) {
            used.addAll(names(bean.reads(), Variable::name));
            used.addAll(names(bean.writes(), Variable::name));
        }

        assertThat(names(variables(), Variable::name)).isSubsetOf(used);
    }

    @Test
    void everyElementCodeRefersToExists() {
        Set<String> ids = names(all(FlowNode.class), FlowNode::getId);

        assertThat(ids).containsAll(constants(UpgradeProcess.Element.class, String.class));
    }

    @Test
    void everyElementHasANameAndAnIdOfTheSameWords() {
        assertThat(all(FlowNode.class)).allSatisfy(node -> {
            assertThat(node.getName()).as(node.getId()).isNotBlank();
            assertThat(node.getId()).isEqualTo(kebab(node.getName()));
        });
        assertThat(questions().stream().flatMap(gateway -> gateway.getOutgoing().stream()))
                .allSatisfy(flow -> assertThat(flow.getName()).as(flow.getId()).isNotBlank());
    }

    @Test
    void everyGatewayHasAnAnswerForWhateverItReads() {
        for (ExclusiveGateway gateway : questions()) {
            assertThat(gateway.getOutgoing().stream().filter(flow -> flow.getConditionExpression() == null))
                    .as(gateway.getId())
                    .isSubsetOf(Stream.ofNullable(gateway.getDefault()).toList());
        }
    }

    @Test
    void everyParallelJoinWaitsForAsManyBranchesAsWereForked() {
        for (BpmnModelInstance model : models.values()) {
            List<Integer> forked = new ArrayList<>();
            List<Integer> joined = new ArrayList<>();
            for (ParallelGateway gateway : model.getModelElementsByType(ParallelGateway.class)) {
                (gateway.getOutgoing().size() > 1 ? forked : joined)
                        .add(Math.max(
                                gateway.getOutgoing().size(),
                                gateway.getIncoming().size()));
            }
            assertThat(forked).containsAll(joined);
        }
    }

    @Test
    void everyUserTaskHasItsFormItsPeopleAndItsListeners() {
        assertThat(all(UserTask.class)).allSatisfy(task -> {
            assertThat(formOf(task)).isIn(forms().keySet());
            assertThat(task.getCamundaFormRefBinding()).isEqualTo("deployment");
            assertThat(task.getCamundaCandidateGroupsList()).isNotEmpty().isSubsetOf(UpgradeProcess.GROUPS);
            assertThat(task.getCamundaDueDate()).as(task.getId()).isNotBlank();
            assertThat(task.getExtensionElements()
                            .getElementsQuery()
                            .filterByType(CamundaTaskListener.class)
                            .list())
                    .extracting(listener ->
                            listener.getCamundaEvent() + " " + bean(listener.getCamundaDelegateExpression()))
                    .containsExactly("create assignPeople", "complete takeAnswer");
        });
    }

    @Test
    void everyFormIsUsedAndIsCalledLikeItsFile() {
        Set<String> used = names(all(UserTask.class), ModelContractTest::formOf);
        StartEvent start = models.get(UpgradeProcess.UPGRADE).getModelElementById("upgrade-requested");
        used.add(start.getCamundaFormRef());

        assertThat(used).isEqualTo(forms().keySet());
        forms().forEach((name, form) -> assertThat(form.path("id").asText()).isEqualTo(name));
    }

    @Test
    void formsAskForNothingTheServerCouldNotCheckAgain() {
        forms().forEach((name, form) -> {
            List<String> keys = new ArrayList<>();
            for (JsonNode component : form.path("components")) {
                if (component.has("key")) {
                    keys.add(component.path("key").asText());
                }
                if (component.has("conditional")) {
                    assertThat(component.path("conditional").path("hide").asText())
                            .as(name)
                            .matches(HIDE);
                }
                assertThat(component.path("type").asText()).isNotIn("filepicker", "documentPreview");
            }
            assertThat(keys).as(name).doesNotHaveDuplicates().isNotEmpty();
        });
    }

    @Test
    void everyTaskWithAnAnswerHasAFormThatAsksForIt() {
        assertThat(all(UserTask.class).stream().filter(task -> !outputs(task).isEmpty()))
                .allSatisfy(task -> assertThat(forms().get(formOf(task)).findValuesAsText("key"))
                        .as(task.getId())
                        .contains("answer"));
    }

    @Test
    void everyAnswerAFormMayOfferHasItsWay() {
        models.forEach((process, model) -> {
            for (UserTask task : model.getModelElementsByType(UserTask.class)) {
                List<String> answers = Questions.answersTo(process, task.getId());
                boolean asks = forms().get(formOf(task)).findValuesAsText("key").contains("answer");
                assertThat(answers.isEmpty()).as(process + "/" + task.getId()).isNotEqualTo(asks);
                assertThat(answersAskedForBehind(task)).as(task.getId()).isSubsetOf(answers);
            }
        });
    }

    @Test
    void formsShowOnlyWhatIsPutThereForThem() {
        Set<String> shown = new TreeSet<>();
        for (Path form : files(FORMS, ".form")) {
            Matcher template =
                    Pattern.compile("\\{\\{(\\w+)}}|\"=(choices|methods)\"").matcher(text(form));
            while (template.find()) {
                shown.add(template.group(1) == null ? template.group(2) : template.group(1));
            }
        }

        assertThat(shown).containsExactlyInAnyOrderElementsOf(constants(Questions.class, String.class));
    }

    private static Set<String> answersAskedForBehind(UserTask task) {
        Set<String> answers = new TreeSet<>();
        task.getSucceedingNodes().filterByType(ExclusiveGateway.class).list().stream()
                .filter(gateway -> !outputs(task).isEmpty())
                .flatMap(gateway -> gateway.getOutgoing().stream())
                .filter(flow -> flow.getConditionExpression() != null)
                .map(flow -> flow.getConditionExpression().getTextContent())
                .forEach(condition -> Pattern.compile("== '([^']+)'")
                        .matcher(condition)
                        .results()
                        .forEach(found -> answers.add(found.group(1))));
        return answers;
    }

    @Test
    void calledModelsGetTheKeyAndNamedVariablesOnly() {
        assertThat(all(CallActivity.class)).allSatisfy(call -> {
            assertThat(call.getCalledElement()).isIn(UpgradeProcess.PROCESSES);
            assertThat(call.getCamundaCalledElementBinding()).isEqualTo("deployment");
        });
        assertThat(all(CamundaIn.class))
                .filteredOn(in -> in.getCamundaBusinessKey() != null)
                .hasSameSizeAs(all(CallActivity.class))
                .allSatisfy(in -> assertThat(in.getCamundaBusinessKey()).isEqualTo("#{execution.processBusinessKey}"));
        assertThat(all(CamundaIn.class))
                .allSatisfy(in -> assertThat(in.getCamundaVariables()).isNull());
        assertThat(all(CamundaOut.class))
                .allSatisfy(out -> assertThat(out.getCamundaVariables()).isNull());
    }

    @Test
    void nothingButStopOrderedCutsOffAScopeInWhichATargetMayRun() {
        assertThat(all(BoundaryEvent.class))
                .filteredOn(boundary -> boundary.cancelActivity() && mayTouchATarget(boundary.getAttachedTo()))
                .extracting(BoundaryEvent::getName)
                .containsExactlyInAnyOrder("Stop ordered", "Target was not taken back");
    }

    @Test
    void noModelContainsCode() {
        for (Path model : files(PROCESSES, ".bpmn")) {
            assertThat(Stream.of(
                                    "scriptTask",
                                    "scriptFormat",
                                    "camunda:class",
                                    "camunda:expression",
                                    "camunda:connector")
                            .filter(text(model)::contains))
                    .as(model.toString())
                    .isEmpty();
        }
    }

    @Test
    void theDecisionReadsKnownVariablesAndSaysWhy() {
        DmnModelInstance decision =
                Dmn.readModelFromFile(PROCESSES.resolve("control-level.dmn").toFile());

        assertThat(names(
                        decision.getModelElementsByType(InputExpression.class),
                        input -> input.getText().getTextContent()))
                .isSubsetOf(names(Bean.ACCEPT_REQUEST.writes(), Variable::name));
        assertThat(names(decision.getModelElementsByType(Output.class), Output::getName))
                .containsExactlyInAnyOrder(
                        "level", "approvalsNeeded", "approverRoles", "rehearsalNeeded", "monitoringFor", "why");
    }

    /** Looks into subprocesses and called models. */
    private boolean mayTouchATarget(ModelElementInstance scope) {
        if (scope instanceof CallActivity call) {
            return models.get(call.getCalledElement()).getModelElementsByType(FlowNode.class).stream()
                    .anyMatch(this::mayTouchATarget);
        }
        if (scope instanceof ServiceTask task && task.getCamundaTopic() != null) {
            Topic.Kind kind = Topic.valueOf(
                            task.getCamundaTopic().replace('-', '_').toUpperCase(Locale.ROOT))
                    .kind();
            return kind == Topic.Kind.FORWARD || kind == Topic.Kind.PROTECTIVE;
        }
        return scope.getChildElementsByType(scope.getModelInstance().getModel().getType(FlowNode.class)).stream()
                .anyMatch(this::mayTouchATarget);
    }

    private Set<String> read() {
        Set<String> read = new TreeSet<>();
        for (Path model : files(PROCESSES, ".bpmn")) {
            Matcher expressions = EXPRESSION.matcher(text(model).replace("&gt;", ">"));
            while (expressions.find()) {
                WORD.matcher(expressions.group(1))
                        .results()
                        .map(found -> found.group())
                        .forEach(read::add);
            }
        }
        read.removeIf(word -> word.startsWith("'") || word.contains(".") || OPERATORS.contains(word));
        read.removeAll(names(List.of(Bean.values()), Bean::beanName));
        all(CamundaIn.class).forEach(in -> add(in.getCamundaSource(), read));
        all(CamundaOut.class).forEach(out -> add(out.getCamundaSource(), read));
        return read;
    }

    private Set<String> written() {
        Set<String> written = new TreeSet<>(BY_THE_ENGINE);
        written.add(Variables.OUTCOME.name());
        for (Bean bean : Bean.values()) {
            written.addAll(names(bean.writes(), Variable::name));
        }
        all(CamundaOutputParameter.class).forEach(output -> written.add(output.getCamundaName()));
        all(CamundaIn.class).forEach(in -> add(in.getCamundaTarget(), written));
        all(CamundaOut.class).forEach(out -> add(out.getCamundaTarget(), written));
        return written;
    }

    private static Set<String> known() {
        Set<String> known = names(variables(), Variable::name);
        known.addAll(names(List.of(Topic.values()), Topic::outcomeVariable));
        known.addAll(BY_THE_ENGINE);
        return known;
    }

    @SuppressWarnings("unchecked")
    private static List<Variable<?>> variables() {
        return (List<Variable<?>>) (List<?>) constants(Variables.class, Variable.class);
    }

    private static <T> List<T> constants(Class<?> holder, Class<T> type) {
        return Arrays.stream(holder.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == type)
                .map(field -> type.cast(valueOf(field)))
                .toList();
    }

    private static Object valueOf(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<ExclusiveGateway> questions() {
        return all(ExclusiveGateway.class).stream()
                .filter(gateway -> gateway.getOutgoing().size() > 1)
                .toList();
    }

    private List<ServiceTask> externalTasks() {
        return all(ServiceTask.class).stream()
                .filter(task -> task.getCamundaTopic() != null)
                .toList();
    }

    private static Set<String> outputs(FlowNode node) {
        if (node.getExtensionElements() == null) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        node.getExtensionElements()
                .getChildElementsByType(org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput.class)
                .forEach(mapping -> names.addAll(
                        names(mapping.getCamundaOutputParameters(), CamundaOutputParameter::getCamundaName)));
        return names;
    }

    private static String formOf(UserTask task) {
        return task.getCamundaFormRef();
    }

    private static Map<String, JsonNode> forms() {
        return files(FORMS, ".form").stream()
                .collect(Collectors.toMap(
                        path -> path.getFileName().toString().replace(".form", ""), path -> json(text(path))));
    }

    private <T extends ModelElementInstance> List<T> all(Class<T> type) {
        return models.values().stream()
                .flatMap(model -> model.getModelElementsByType(type).stream())
                .toList();
    }

    private static Set<String> beans(Bean.Role role) {
        return names(
                Arrays.stream(Bean.values()).filter(bean -> bean.role() == role).toList(), Bean::beanName);
    }

    private static String bean(String expression) {
        assertThat(expression).matches("\\$\\{\\w+}");
        return expression.substring(2, expression.length() - 1);
    }

    private static String kebab(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replace("'", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }

    private static <T> Set<String> names(Collection<? extends T> things, Function<T, String> name) {
        return things.stream().map(name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void add(String name, Set<String> names) {
        if (name != null) {
            names.add(name);
        }
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
