package org.liftlock.web;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.liftlock.web.TestPeople.loggedIn;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;

/** Checking models by the API. */
@WebTest
class ModelsApiTest {

    private static final String STUCK = process("stuck", """
            <exclusiveGateway id="ask"/><parallelGateway id="join"/><endEvent id="end"/>
            <sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>
            <sequenceFlow id="f2" sourceRef="ask" targetRef="join"/>
            <sequenceFlow id="f3" sourceRef="ask" targetRef="join"/>
            <sequenceFlow id="f4" sourceRef="join" targetRef="end"/>""");

    private static final String CALLER = process("caller", """
            <callActivity id="call" calledElement="stuck"/><endEvent id="end"/>
            <sequenceFlow id="f1" sourceRef="start" targetRef="call"/>
            <sequenceFlow id="f2" sourceRef="call" targetRef="end"/>""");

    @Autowired
    MockMvc mvc;

    @Test
    void aModelSentAsItIsIsAnsweredWithItsFindings() throws Exception {
        check("erik", STUCK)
                .andExpect(status().isOk())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_JSON))
                .andExpect(jsonPath("$.proved").value(false))
                .andExpect(jsonPath("$.findings[*].rule", hasItem("no-deadlock")))
                .andExpect(jsonPath("$.findings[0].path[0].element").value("start"));
    }

    @Test
    void buildServersAskForSarifAndPeopleForText() throws Exception {
        mvc.perform(one("erik", STUCK).accept("application/sarif+json"))
                .andExpect(content().contentTypeCompatibleWith("application/sarif+json"))
                .andExpect(jsonPath("$.version").value("2.1.0"));
        mvc.perform(one("erik", STUCK).accept(MediaType.TEXT_PLAIN))
                .andExpect(content().string(containsString("no-deadlock: ")));
    }

    @Test
    void anAspectAloneIsAskedForAsOnTheCommandLine() throws Exception {
        String odd = process("orders", """
                <serviceTask id="odd" camunda:class="java.lang.Object"/><endEvent id="end"/>
                <sequenceFlow id="f1" sourceRef="start" targetRef="odd"/>
                <sequenceFlow id="f2" sourceRef="odd" targetRef="end"/>""");

        mvc.perform(one("paula", odd).param("only", "soundness"))
                .andExpect(jsonPath("$.proved").value(true));
        mvc.perform(one("paula", odd).param("only", "soundness,hygiene"))
                .andExpect(jsonPath("$.findings[*].rule", hasItem("closed-model")));
        mvc.perform(one("paula", odd).param("only", "beauty"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail", containsString("soundness, safety, hygiene")));
    }

    @Test
    void filesOfOneCallFindEachOther() throws Exception {
        mvc.perform(multipart("/api/models/check")
                        .file(file("caller.bpmn", CALLER))
                        .file(file("stuck.bpmn", STUCK))
                        .param("only", "soundness")
                        .with(loggedIn("erik"))
                        .with(csrf()))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.findings[*].rule", hasItem("no-deadlock")))
                .andExpect(jsonPath("$.findings[0].path[1].element").value("call"));
    }

    @Test
    void theShippedModelsAreProvedTogether() throws Exception {
        MockMultipartHttpServletRequestBuilder request = multipart("/api/models/check");
        try (Stream<Path> files = Files.list(Path.of("processes"))) {
            for (Path file : files.filter(file -> file.toString().matches(".*\\.(bpmn|dmn)"))
                    .toList()) {
                request.file(file(file.getFileName().toString(), Files.readString(file)));
            }
        }
        mvc.perform(request.param("only", "soundness", "safety")
                        .with(loggedIn("erik"))
                        .with(csrf()))
                .andExpect(jsonPath("$.proved").value(true))
                .andExpect(jsonPath("$.findings").isEmpty());
    }

    @Test
    void whatCannotBeReadIsSaidWithFileLineAndRemedy() throws Exception {
        mvc.perform(one("erik", "<definitions>\n  <process\n").param("name", "broken.bpmn"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.detail", containsString("broken.bpmn cannot be read as BPMN")))
                .andExpect(jsonPath("$.file").value("broken.bpmn"))
                .andExpect(jsonPath("$.line").value(3))
                .andExpect(jsonPath("$.remedy", containsString("Camunda Modeler")));
    }

    @Test
    void whatIsWellFormedButNoBpmnIsSaidToo() throws Exception {
        check("erik", "<html><body>Sign in</body></html>")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.file").value("model.bpmn"));
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws Exception {
        mvc.perform(one("erik", STUCK).param("name", "model.exe"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail", containsString(".bpmn, .dmn or .form")));
    }

    @Test
    void whatIsTooLargeIsRefusedUnread() throws Exception {
        check("erik", " ".repeat(ModelUpload.LARGEST + 1))
                .andExpect(status().isPayloadTooLarge())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON));
    }

    @Test
    void onlyProcessOwnersAndEngineersMayCheck() throws Exception {
        check("paula", STUCK).andExpect(status().isOk());
        for (String person : new String[] {"ana", "mia", "uma", "otto", "admin"}) {
            check(person, STUCK).andExpect(status().isForbidden());
        }
        mvc.perform(post("/api/models/check")
                        .contentType(MediaType.APPLICATION_XML)
                        .content(STUCK)
                        .with(csrf()))
                .andExpect(status().isUnauthorized());
    }

    @Test
    void theApiDocumentationTellsOfIt() throws Exception {
        mvc.perform(get("/v3/api-docs").with(loggedIn("otto")))
                .andExpect(content().string(containsString("/api/models/check")))
                .andExpect(content().string(containsString("multipart/form-data")))
                .andExpect(content().string(not(containsString("modelCheck"))));
    }

    private ResultActions check(String person, String content) throws Exception {
        return mvc.perform(one(person, content));
    }

    private static MockHttpServletRequestBuilder one(String person, String content) {
        return post("/api/models/check")
                .with(loggedIn(person))
                .with(csrf())
                .contentType(MediaType.APPLICATION_XML)
                .content(content);
    }

    private static MockMultipartFile file(String name, String content) {
        return new MockMultipartFile("file", name, "application/xml", content.getBytes(StandardCharsets.UTF_8));
    }

    private static String process(String id, String elements) {
        return """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
                  <process id="%s" isExecutable="true"><startEvent id="start"/>%s</process>
                </definitions>""".formatted(id, elements);
    }
}
