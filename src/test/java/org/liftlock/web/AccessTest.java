package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.sample.SampleSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Who may reach what, with the accounts of the sample. */
@WebTest
@ActiveProfiles("sample")
class AccessTest {

    private static final String PASSWORD = "liftlock";

    @Autowired
    MockMvc mvc;

    @LocalServerPort
    int port;

    @MockitoBean
    SampleSite site;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/upgrades",
                "/upgrades/new",
                "/systems",
                "/templates",
                "/systems/order-service",
                "/swagger-ui.html",
                "/v3/api-docs"
            })
    void aStrangerIsSentToTheLogin(String page) throws Exception {
        mvc.perform(get(page).accept(MediaType.TEXT_HTML))
                .andExpect(status().isFound())
                .andExpect(redirectedUrlPattern("**/login"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engine-rest/process-definition",
                "/engine-rest/engine",
                "/engine-rest",
                "/camunda/api/engine/engine/default/task",
                "/camunda/api/admin/auth/user/default",
                "/api/systems",
                "/api/site",
                "/api/kinds",
                "/api/upgrades",
                "/actuator/prometheus",
                "/actuator"
            })
    void aStrangersProgramIsRefused(String path) throws Exception {
        assertThat(send("GET", path, null, "").statusCode()).isEqualTo(401);
    }

    @Test
    void aStrangerIsSentToTheLoginFromTasklistToo() throws Exception {
        HttpResponse<String> answer = send("GET", "/camunda/app/tasklist/default/", null, "");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login"));
    }

    @Test
    void nobodyCreatesAnAdministratorThroughTheSetUpOfTheWebapps() throws Exception {
        String setUp = "/camunda/api/admin/setup/default/user/create";

        assertThat(send("POST", setUp, null, "{}").statusCode()).isEqualTo(401);
        mvc.perform(post(setUp).with(user("paula"))).andExpect(status().isForbidden());
    }

    @Test
    void healthIsOpenAndTellsNoDetails() throws Exception {
        HttpResponse<String> answer = send("GET", "/actuator/health", null, "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("UP").doesNotContain("components");
    }

    @Test
    void figuresAreForAuditorsAndAdministrators() throws Exception {
        assertThat(send("GET", "/actuator/metrics", "erik", "").statusCode()).isEqualTo(403);
        assertThat(send("GET", "/actuator/info", "otto", "").statusCode()).isEqualTo(200);
    }

    @Test
    void anAuditorReadsSystemsButCannotWriteThem() throws Exception {
        mvc.perform(get("/api/systems/order-service").with(basic("otto"))).andExpect(status().isOk());
        mvc.perform(put("/api/systems/order-service")
                        .with(basic("otto"))
                        .contentType(MediaType.APPLICATION_YAML)
                        .content("system: order-service"))
                .andExpect(status().isForbidden())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON));
        mvc.perform(post("/systems/order-service")
                        .with(user("otto"))
                        .with(csrf())
                        .param("document", "system: x"))
                .andExpect(status().isForbidden());
    }

    @ParameterizedTest
    @ValueSource(strings = {"erik", "ana", "mia", "uma", "otto"})
    void othersThanProcessOwnersAndAdministratorsDoNotWriteTheSite(String person) throws Exception {
        mvc.perform(brokenSite(person)).andExpect(status().isForbidden());
        mvc.perform(post("/site").with(user(person)).with(csrf()).param("document", "sight: x"))
                .andExpect(status().isForbidden());
    }

    @ParameterizedTest
    @ValueSource(strings = {"paula", "admin"})
    void processOwnersAndAdministratorsWriteTheSite(String person) throws Exception {
        mvc.perform(brokenSite(person)).andExpect(status().isUnprocessableEntity());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ana", "mia", "uma", "otto", "admin"})
    void othersThanProcessOwnersAndEngineersDoNotWriteKinds(String person) throws Exception {
        mvc.perform(brokenKind(person)).andExpect(status().isForbidden());
        mvc.perform(post("/kinds/till").with(user(person)).with(csrf()).param("document", "kint: x"))
                .andExpect(status().isForbidden());
    }

    @ParameterizedTest
    @ValueSource(strings = {"erik", "paula"})
    void processOwnersAndEngineersWriteKinds(String person) throws Exception {
        mvc.perform(brokenKind(person)).andExpect(status().isUnprocessableEntity());
    }

    @ParameterizedTest
    @ValueSource(strings = {"otto", "uma"})
    void everybodyReadsKinds(String person) throws Exception {
        mvc.perform(get("/api/kinds").with(basic(person))).andExpect(status().isOk());
        mvc.perform(get("/api/kinds/files").with(basic(person))).andExpect(status().isOk());
    }

    @ParameterizedTest
    @ValueSource(strings = {"erik", "paula", "otto", "uma"})
    void othersThanApproversAndChangeManagersApproveNoTemplates(String person) throws Exception {
        mvc.perform(template(person)).andExpect(status().isForbidden());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ana", "mia"})
    void approversAndChangeManagersApproveTemplatesForSystemsThereAre(String person) throws Exception {
        mvc.perform(template(person))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.problems[0].path").value("system"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"erik", "paula", "mia"})
    void engineersProcessOwnersAndChangeManagersRequestUpgrades(String person) throws Exception {
        mvc.perform(request(basic(person)))
                .andExpect(status().isCreated())
                .andExpect(header().string("Location", "/api/upgrades/" + OrderDesk.KEY))
                .andExpect(jsonPath("$.key").value(OrderDesk.KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ana", "uma", "otto", "admin"})
    void othersDoNotRequestUpgrades(String person) throws Exception {
        mvc.perform(request(basic(person))).andExpect(status().isForbidden());
    }

    @Test
    void aSessionAloneDoesNotWrite() throws Exception {
        mvc.perform(request(user("erik"))).andExpect(status().isForbidden());
        mvc.perform(request(user("erik")).with(csrf())).andExpect(status().isCreated());
    }

    @Test
    void aPasswordThatAnotherSiteMadeTheBrowserSendDoesNotWrite() throws Exception {
        mvc.perform(request(basic("erik")).header("Sec-Fetch-Site", "cross-site"))
                .andExpect(status().isForbidden());
    }

    @Test
    void theEngineKnowsWhoAsks() throws Exception {
        String definitions = "/engine-rest/user?maxResults=100";

        assertThat(send("GET", definitions, "otto", "").body()).contains("\"erik\"");
        assertThat(send("GET", definitions, "erik", "").body()).doesNotContain("\"otto\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"paula", "erik", "ana", "mia", "uma", "otto"})
    void nobodyButAdministratorsManagesAccountsOrRights(String person) throws Exception {
        String group = "{\"id\":\"" + person + "s\",\"name\":\"x\",\"type\":\"WORKFLOW\"}";

        assertThat(send("POST", "/engine-rest/group/create", person, group).statusCode())
                .isEqualTo(403);
        assertThat(send("PUT", "/engine-rest/group/camunda-admin/members/" + person, person, "")
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"erik", "ana", "mia", "uma", "otto"})
    void onlyProcessOwnersDeployModels(String person) throws Exception {
        assertThat(deploy(person).statusCode()).isEqualTo(403);
    }

    @Test
    void processOwnersDeployModels() throws Exception {
        HttpResponse<String> answer = deploy("paula");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void theWebappsTakeThePersonOfTheLogin() throws Exception {
        HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        String login =
                browser.send(to("/login").build(), BodyHandlers.ofString()).body();
        String token = login.replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        browser.send(
                to("/login")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("username=erik&password=" + PASSWORD + "&_csrf=" + token))
                        .build(),
                BodyHandlers.ofString());
        HttpResponse<String> page =
                browser.send(to("/camunda/app/tasklist/default/").build(), BodyHandlers.ofString());
        HttpResponse<String> person =
                browser.send(to("/camunda/api/admin/auth/user/default").build(), BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(person.body()).contains("\"userId\":\"erik\"");
    }

    @Test
    void oneClickActsAsAnotherSampleAccountAndEndsTheOldSession() throws Exception {
        mvc.perform(post("/act-as").with(user("erik")).param("person", "ana")).andExpect(status().isForbidden());
        mvc.perform(post("/act-as")
                        .with(user("erik"))
                        .with(csrf())
                        .param("person", "ana")
                        .param("back", "/upgrades"))
                .andExpect(redirectedUrl("/upgrades"));
        mvc.perform(post("/act-as")
                        .with(user("erik"))
                        .with(csrf())
                        .param("person", "ana")
                        .param("back", "//evil.example"))
                .andExpect(redirectedUrl("/"));
    }

    @Test
    void aWrongPasswordLocksTheAccountForSomeSeconds() throws Exception {
        assertThat(send("GET", "/api/systems", "carl", "wrong", "").statusCode())
                .isEqualTo(401);
        assertThat(send("GET", "/api/systems", "carl", PASSWORD, "").statusCode())
                .isEqualTo(401);
    }

    @Test
    void pagesForbidForeignScriptsAndFrames() throws Exception {
        mvc.perform(get("/login"))
                .andExpect(header().string("Content-Security-Policy", containsString("default-src 'self'")))
                .andExpect(header().string("Content-Security-Policy", containsString("frame-ancestors 'none'")))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"));
    }

    private static MockHttpServletRequestBuilder request(RequestPostProcessor who) {
        return post("/api/upgrades")
                .with(who)
                .contentType(MediaType.APPLICATION_YAML)
                .content("upgrade: order-service\nto: \"2.0\"\nreason: {category: feature, text: better}");
    }

    private static MockHttpServletRequestBuilder brokenSite(String person) {
        return put("/api/site")
                .with(basic(person))
                .contentType(MediaType.APPLICATION_YAML)
                .content("sight: harbour");
    }

    private static MockHttpServletRequestBuilder brokenKind(String person) {
        return put("/api/kinds/till")
                .with(basic(person))
                .contentType(MediaType.APPLICATION_YAML)
                .content("kint: till");
    }

    private static MockHttpServletRequestBuilder template(String person) {
        return put("/api/templates/till-patch")
                .with(basic(person))
                .contentType(MediaType.APPLICATION_YAML)
                .content("standard_change: till-patch\nsystem: till\nvaries: [window]\n"
                        + "valid: {until: 2027-05-31, uses: 2}");
    }

    @Test
    void aModelThatWouldChangeADeployedOneIsKeptAndTheModelerIsToldWhoApprovesIt() throws Exception {
        String model = """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
                  <process id="orders-of-the-day" isExecutable="true"><startEvent id="start"/>
                    <userTask id="plan" camunda:candidateGroups="%s"/></process>
                </definitions>""";
        HttpResponse<String> first = deploy("paula", "orders.bpmn", model.formatted("engineers"));
        HttpResponse<String> changed = deploy("paula", "orders.bpmn", model.formatted("approvers"));
        HttpResponse<String> again = deploy("admin", "orders.bpmn", model.formatted("approvers"));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(changed.statusCode()).isEqualTo(400);
        assertThat(changed.body()).contains("kept as proposal").contains("/models/proposals/");
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(send("GET", "/engine-rest/process-definition/count?key=orders-of-the-day", "paula", "")
                        .body())
                .contains("\"count\":1");
    }

    private static RequestPostProcessor basic(String person) {
        return httpBasic(person, PASSWORD);
    }

    private static RequestPostProcessor user(String person) {
        return TestPeople.loggedIn(person);
    }

    private HttpResponse<String> deploy(String person) throws Exception {
        return deploy(
                person, "note.form", "{\"id\":\"note\",\"type\":\"default\",\"schemaVersion\":16,\"components\":[]}");
    }

    private HttpResponse<String> deploy(String person, String file, String content) throws Exception {
        String body = "--x\r\nContent-Disposition: form-data; name=\"data\"; filename=\"" + file + "\"\r\n\r\n"
                + content + "\r\n--x--\r\n";
        return HttpClient.newHttpClient()
                .send(
                        to("/engine-rest/deployment/create")
                                .header("Authorization", password(person, PASSWORD))
                                .header("Content-Type", "multipart/form-data; boundary=x")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String person, String body) throws Exception {
        return send(method, path, person, PASSWORD, body);
    }

    private HttpResponse<String> send(String method, String path, String person, String password, String body)
            throws Exception {
        HttpRequest.Builder request = to(path).method(method, BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (person != null) {
            request.header("Authorization", password(person, password));
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static String password(String person, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((person + ":" + password).getBytes());
    }
}
