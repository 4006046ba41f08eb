package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.liftlock.web.TestPeople.loggedIn;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.repository.Deployment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.process.ModelDeployments;
import org.liftlock.process.ModelGate.Model;
import org.liftlock.process.ModelSet;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.ResultMatcher;

/** Looking at models, and how a change of a deployed one comes to be active, by the pages and the API. */
@WebTest
class ModelPagesTest {

    private static final String ORDERS = """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
              <process id="orders" name="Orders" isExecutable="true"><startEvent id="start"/>
                <userTask id="plan" name="Plan" camunda:candidateGroups="engineers"/><endEvent id="end"/>
                <sequenceFlow id="f1" sourceRef="start" targetRef="plan"/>
                <sequenceFlow id="f2" sourceRef="plan" targetRef="end"/>
              </process>
            </definitions>""";
    private static final String CHANGED = ORDERS.replace("=\"engineers\"", "=\"approvers\"");

    private static final String STUCK = ORDERS.replace("id=\"f2\" sourceRef=\"plan\" targetRef=\"end\"/>", """
            id="f2" sourceRef="plan" targetRef="ask"/><exclusiveGateway id="ask"/><parallelGateway id="join"/>
            <sequenceFlow id="f3" sourceRef="ask" targetRef="join">
              <conditionExpression>${yes}</conditionExpression></sequenceFlow>
            <sequenceFlow id="f4" sourceRef="ask" targetRef="join">
              <conditionExpression>${not yes}</conditionExpression></sequenceFlow>
            <sequenceFlow id="f5" sourceRef="join" targetRef="end"/>""");

    @Autowired
    MockMvc mvc;

    @Autowired
    ProcessEngine engine;

    @Autowired
    ModelDeployments deployments;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void ordersIsDeployedAndOneRuns() {
        forget();
        deployments.deploy(List.of(new Model("processes/orders.bpmn", ORDERS)), ModelSet.RELEASE);
        engine.getRuntimeService().startProcessInstanceByKey("orders");
    }

    @AfterEach
    void forget() {
        engine.getRepositoryService().createDeploymentQuery().list().stream()
                .map(Deployment::getId)
                .forEach(id -> engine.getRepositoryService().deleteDeployment(id, true));
        jdbc.sql("delete from model_proposal_file").update();
        jdbc.sql("delete from model_proposal").update();
    }

    @Test
    void everybodySeesTheDeployedModelsAndOnlyTheirOwnersTheDropArea() throws Exception {
        mvc.perform(get("/models").with(loggedIn("otto")))
                .andExpect(shows("processes/orders.bpmn"))
                .andExpect(shows("1 on version 1"))
                .andExpect(content().string(not(containsString("Look at them"))));
        mvc.perform(get("/models").with(loggedIn("paula"))).andExpect(shows("Look at them"));
    }

    @Test
    void aDroppedModelIsShownWithItsFindingsAndTheWayToThem() throws Exception {
        look("paula", STUCK)
                .andExpect(status().isOk())
                .andExpect(shows("no-deadlock"))
                .andExpect(shows("data-element=\"join\""))
                .andExpect(shows("Walk it"))
                .andExpect(shows("exclusive gateway ask"))
                .andExpect(content().string(not(containsString("Propose this change"))));
    }

    @Test
    void whatCannotBeReadIsSaidOnThePage() throws Exception {
        look("paula", "<definitions")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(shows("orders.bpmn cannot be read as BPMN"))
                .andExpect(shows("Camunda Modeler"));
    }

    @Test
    void onlyProcessOwnersAndEngineersMayLook() throws Exception {
        look("otto", CHANGED).andExpect(status().isForbidden());
        look("mia", CHANGED).andExpect(status().isForbidden());
    }

    @Test
    void aChangeIsProposedOnThePageAndApprovedByAnotherPerson() throws Exception {
        look("paula", CHANGED).andExpect(shows("Propose this change")).andExpect(shows("1 on version 1"));
        mvc.perform(multipart("/models/proposals")
                        .file(file(CHANGED))
                        .with(loggedIn("paula"))
                        .with(csrf()))
                .andExpect(redirectedUrl("/models"));
        assertThat(versions()).isEqualTo(1);

        mvc.perform(get("/").with(loggedIn("mia"))).andExpect(shows("Approve a change of the models"));
        mvc.perform(get("/").with(loggedIn("paula")))
                .andExpect(content().string(not(containsString("Approve a change of the models"))));
        String page = mvc.perform(get("/models/proposals/" + id()).with(loggedIn("mia")))
                .andExpect(shows("camunda:candidateGroups:"))
                .andExpect(shows("Approve, and make it active"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        String seen = page.replaceAll("(?s).*name=\"seen\" value=\"(\\w+)\".*", "$1");
        decide("paula", "approve", seen)
                .andExpect(status().isConflict())
                .andExpect(shows("You proposed this yourself"));
        decide("erik", "approve", seen).andExpect(status().isForbidden());
        decide("mia", "approve", "0".repeat(64))
                .andExpect(status().isConflict())
                .andExpect(shows("what is deployed has changed since"));
        assertThat(versions()).isEqualTo(1);

        decide("mia", "approve", seen).andExpect(redirectedUrl("/models/proposals/" + id()));
        assertThat(versions()).isEqualTo(2);
        mvc.perform(get("/models").with(loggedIn("otto"))).andExpect(shows("1 on version 1"));
    }

    @Test
    void programsReadAndDecideTheSame() throws Exception {
        mvc.perform(multipart("/models/proposals")
                .file(file(CHANGED))
                .with(loggedIn("paula"))
                .with(csrf()));
        mvc.perform(get("/api/models").with(loggedIn("otto")))
                .andExpect(jsonPath("$[0].key").value("orders"))
                .andExpect(jsonPath("$[0].running.1").value(1));
        mvc.perform(get("/api/models/proposals").with(loggedIn("otto")))
                .andExpect(jsonPath("$[0].proposedBy").value("paula"));
        mvc.perform(get("/api/models/proposals/" + id()).with(loggedIn("otto")))
                .andExpect(jsonPath("$.differences[0].entries[0].kind").value("CHANGED"))
                .andExpect(
                        jsonPath("$.differences[0].entries[0].details[0].after").value("approvers"));
        mvc.perform(get("/api/models/proposals/999").with(loggedIn("otto"))).andExpect(status().isNotFound());

        String path = "/api/models/proposals/" + id();
        byApi("erik", path + "/refuse", "{\"remark\": \"no\"}").andExpect(status().isForbidden());
        byApi("paula", path + "/approve", "{\"seen\": \"" + "0".repeat(64) + "\"}")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail", containsString("another person")));
        byApi("mia", path + "/refuse", "{\"remark\": \"Engineers plan\"}").andExpect(status().isNoContent());
        assertThat(versions()).isEqualTo(1);
    }

    @Test
    void aModelIsCheckedWithTheDeployedOnesItCalls() throws Exception {
        deployments.deploy(
                List.of(new Model("processes/stuck.bpmn", STUCK.replaceFirst("id=\"orders\"", "id=\"stuck\""))),
                ModelSet.RELEASE);
        String caller = ORDERS.replaceFirst("id=\"orders\" name=\"Orders\"", "id=\"caller\"")
                .replaceFirst("<userTask[^>]*/>", "<callActivity id=\"plan\" calledElement=\"stuck\"/>");

        checkByApi(caller)
                .andExpect(jsonPath("$.proved").value(false))
                .andExpect(jsonPath("$.findings[0].resource").value("processes/stuck.bpmn"))
                .andExpect(jsonPath("$.findings[0].path[1].process").value("caller"));
        checkByApi(caller.replace("\"stuck\"", "\"orders\""))
                .andExpect(jsonPath("$.proved").value(true));
    }

    private ResultActions checkByApi(String model) throws Exception {
        return mvc.perform(post("/api/models/check")
                .param("only", "soundness")
                .contentType(MediaType.APPLICATION_XML)
                .content(model)
                .with(loggedIn("erik"))
                .with(csrf()));
    }

    private ResultActions look(String person, String model) throws Exception {
        return mvc.perform(
                multipart("/models").file(file(model)).with(loggedIn(person)).with(csrf()));
    }

    private ResultActions decide(String person, String word, String seen) throws Exception {
        return mvc.perform(post("/models/proposals/" + id() + "/" + word)
                .param("seen", seen)
                .with(loggedIn(person))
                .with(csrf()));
    }

    private ResultActions byApi(String person, String path, String body) throws Exception {
        return mvc.perform(post(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .with(loggedIn(person))
                .with(csrf()));
    }

    private long id() {
        return jdbc.sql("select max(proposal_id) from model_proposal")
                .query(Long.class)
                .single();
    }

    private long versions() {
        return engine.getRepositoryService().createProcessDefinitionQuery().count();
    }

    private static MockMultipartFile file(String content) {
        return new MockMultipartFile(
                "file", "orders.bpmn", "application/xml", content.getBytes(StandardCharsets.UTF_8));
    }

    private static ResultMatcher shows(String text) {
        return content().string(containsString(text));
    }
}
