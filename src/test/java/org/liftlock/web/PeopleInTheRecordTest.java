package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftlock.sample.SampleSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes of accounts, groups and rights, and failed logins, are entries of the record whichever way they come in. */
@WebTest
@ActiveProfiles("sample")
@TestPropertySource(properties = "a-database-of-its-own=for-people")
class PeopleInTheRecordTest {

    private static final String PASSWORD = "liftlock";

    @Autowired
    IdentityService identity;

    @Autowired
    AuthorizationService rights;

    @Autowired
    TaskService tasks;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @LocalServerPort
    int port;

    @MockitoBean
    SampleSite site;

    private long before;

    @BeforeEach
    void remember() {
        before = jdbc.sql("select seq from record_head").query(Long.class).single();
    }

    @Test
    void theFirstStartTellsWhatItSetsUp() {
        assertThat(told(0))
                .contains(
                        "system group-created Group engineers created",
                        "system user-created Account erik created",
                        "system member-added erik is in group engineers from now on",
                        "system right-created group auditors may READ on user (any)");
    }

    @Test
    void anAdministratorsWorkOverRestIsTold() throws Exception {
        rest("POST", "/user/create", """
                {"profile": {"id": "nina", "firstName": "Nina", "lastName": "Nix", "email": "nina@example.com"},
                 "credentials": {"password": "a new broom"}}""");
        rest("PUT", "/user/nina/profile", """
                {"id": "nina", "firstName": "Nina", "lastName": "North", "email": "nina@example.com"}""");
        rest("PUT", "/user/nina/credentials", """
                {"password": "sweeps clean", "authenticatedUserPassword": "liftlock"}""");
        rest("PUT", "/group/engineers/members/nina", "{}");
        rest("DELETE", "/group/engineers/members/nina", "");
        rest("PUT", "/group/approvers/members/nina", "{}");
        rest("DELETE", "/user/nina", "");

        assertThat(told(before))
                .containsSubsequence(
                        "admin user-created Account nina created",
                        "admin user-changed Account nina changed: last name",
                        "admin password-changed New password for account nina",
                        "admin member-added nina is in group engineers from now on",
                        "admin member-removed nina is no longer in group engineers",
                        "admin user-deleted Account nina deleted; it was in approvers");
        assertThat(everythingKept()).doesNotContain("a new broom", "sweeps clean", "North", "nina@example.com");
    }

    @Test
    void theAdminWebappIsNoOtherWay() throws Exception {
        CookieManager cookies = new CookieManager();
        HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();
        String login =
                browser.send(to("/login").build(), BodyHandlers.ofString()).body();
        String token = login.replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        browser.send(
                to("/login")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("username=admin&password=" + PASSWORD + "&_csrf=" + token))
                        .build(),
                BodyHandlers.ofString());
        browser.send(to("/camunda/app/admin/default/").build(), BodyHandlers.ofString());
        String webapps = cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
        int status = browser.send(
                        to("/camunda/api/engine/engine/default/group/create")
                                .header("Content-Type", "application/json")
                                .header("X-XSRF-TOKEN", webapps)
                                .POST(BodyPublishers.ofString("{\"id\": \"night-shift\", \"name\": \"Night shift\"}"))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();

        assertThat(status).isEqualTo(204);
        assertThat(told(before)).contains("admin group-created Group night-shift created");
    }

    @Test
    void rightsAreToldWithWhatTheyWereBefore() {
        Authorization right = rights.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        right.setGroupId("engineers");
        right.setResource(Resources.DEPLOYMENT);
        right.setResourceId("*");
        right.addPermission(Permissions.READ);
        rights.saveAuthorization(right);
        Authorization stored =
                rights.createAuthorizationQuery().authorizationId(right.getId()).singleResult();
        stored.addPermission(Permissions.CREATE);
        rights.saveAuthorization(stored);
        rights.deleteAuthorization(right.getId());

        assertThat(told(before))
                .containsExactly(
                        "system right-created group engineers may READ on deployment (any)",
                        "system right-changed group engineers may READ, CREATE on deployment (any);"
                                + " before: group engineers may READ on deployment (any)",
                        "system right-deleted No longer: group engineers may READ, CREATE on deployment (any)");
    }

    @Test
    void rightsThatGoWithWhatTheyAreAboutAreToldToo() {
        User user = identity.newUser("tom");
        identity.saveUser(user);
        Authorization right = rights.createNewAuthorization(Authorization.AUTH_TYPE_REVOKE);
        right.setUserId("uma");
        right.setResource(Resources.USER);
        right.setResourceId("tom");
        right.removePermission(Permissions.READ);
        rights.saveAuthorization(right);
        identity.deleteUser("tom");

        assertThat(told(before))
                .contains(
                        "system right-created uma may not READ on user tom",
                        "system right-deleted No longer: uma may not READ on user tom",
                        "system right-deleted No longer: tom may do everything on user tom");
    }

    @Test
    void whatTheEngineGivesWithASingleTaskIsNotTold() {
        Task task = tasks.newTask();
        tasks.saveTask(task);
        tasks.addCandidateGroup(task.getId(), "engineers");
        long given = rights.createAuthorizationQuery()
                .resourceType(Resources.TASK)
                .resourceId(task.getId())
                .count();
        tasks.deleteTask(task.getId(), true);

        assertThat(given).isEqualTo(1);
        assertThat(told(before)).isEmpty();
    }

    @Test
    void aChangeThatIsUndoneLeavesNoEntry() {
        transaction.executeWithoutResult(undone -> {
            identity.createMembership("uma", "engineers");
            undone.setRollbackOnly();
        });

        assertThat(told(before)).isEmpty();
        assertThat(identity.createUserQuery()
                        .userId("uma")
                        .memberOfGroup("engineers")
                        .count())
                .isZero();
    }

    @Test
    void failedLoginsNameAccountAndSource() throws Exception {
        login("/engine-rest/task", "paula", "not-paula's");
        login("/api/systems", "paula", "not-paula's");

        assertThat(told(before)).containsExactly("system login-failed Login as paula failed, from 127.0.0.1");
        assertThat(everythingKept()).doesNotContain("not-paula's");
    }

    @Test
    void anAccountThatIsLockedForGoodIsToldOnce() throws Exception {
        jdbc.sql("update ACT_ID_USER set ATTEMPTS_ = 9, LOCK_EXP_TIME_ = null where ID_ = 'mia'")
                .update();
        login("/api/systems", "mia", "wrong");
        login("/api/systems", "mia", "wrong");
        rest("POST", "/user/mia/unlock", "");

        assertThat(told(before))
                .containsExactlyInAnyOrder(
                        "system account-locked Account mia locked after 10 wrong passwords in a row, until an"
                                + " administrator unlocks it",
                        "system login-failed Login as mia failed, from 127.0.0.1",
                        "admin account-unlocked Account mia unlocked");
    }

    private List<String> told(long after) {
        return jdbc.sql("select actor, kind, sentence from record_entry where seq > ? order by seq")
                .param(after)
                .query((row, number) -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3))
                .list();
    }

    private String everythingKept() {
        return String.join("\n", told(0))
                + String.join(
                        "\n",
                        jdbc.sql("select content from evidence")
                                .query(String.class)
                                .list());
    }

    private void rest(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = to("/engine-rest" + path)
                .header("Authorization", basic("admin", PASSWORD))
                .method(method, BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    private void login(String path, String person, String password) throws Exception {
        HttpRequest request =
                to(path).header("Authorization", basic(person, password)).build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static String basic(String person, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((person + ":" + password).getBytes());
    }
}
