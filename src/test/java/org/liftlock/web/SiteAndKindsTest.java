package org.liftlock.web;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.liftlock.web.TestPeople.loggedIn;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.ResultMatcher;

/** Storing the site and kinds outside the sample, where the order service is the only system described. */
@WebTest
class SiteAndKindsTest {

    private static final String HARBOUR = """
            site: harbour
            time_zone: Europe/Zurich
            people: {ana: {mail: ana@example.com}}
            calendars: {year end: {freeze: {from: 2026-12-20, to: 2027-01-04}}}
            """;

    /** Says what the order service needs no less than the one that comes with Liftlock does. */
    private static final String OUR_FILES = "kind: files\nname: Our files\nneeds: [home]\n";

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    OrderDesk desk;

    @AfterEach
    void describeTheOrderServiceAlone() {
        jdbc.sql("delete from description").update();
        desk.describe();
    }

    @Test
    void aSiteNobodyStoredIsNotFoundInWordsThatHelp() throws Exception {
        mvc.perform(get("/api/site").with(loggedIn("otto")))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.detail", containsString("PUT /api/site")));
    }

    @Test
    void aStoredSiteIsReadByEverybody() throws Exception {
        site("paula", MediaType.APPLICATION_YAML, HARBOUR)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.revision").value(1));

        mvc.perform(get("/api/site").with(loggedIn("otto")))
                .andExpect(jsonPath("$.name").value("harbour"))
                .andExpect(jsonPath("$.timeZone").value("Europe/Zurich"))
                .andExpect(jsonPath("$.people", contains("ana")))
                .andExpect(jsonPath("$.calendars", contains("year end")))
                .andExpect(jsonPath("$.changedBy").value("paula"));
        mvc.perform(get("/api/site").with(loggedIn("otto")).accept(MediaType.APPLICATION_YAML))
                .andExpect(content().string(HARBOUR));
    }

    @Test
    void aSiteMayBeJson() throws Exception {
        site("admin", MediaType.APPLICATION_JSON, "{\"site\": \"harbour\", \"time_zone\": \"Europe/Paris\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.timeZone").value("Europe/Paris"));
    }

    @Test
    void aSiteWithProblemsIsRefusedWithEachOfThemAndChangesNothing() throws Exception {
        site("paula", MediaType.APPLICATION_YAML, HARBOUR);

        site("paula", MediaType.APPLICATION_YAML, HARBOUR.replace("Europe/Zurich", "Europe/Zurick"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.problems[0].path").value("site.time_zone"))
                .andExpect(jsonPath("$.problems[0].value").value("Europe/Zurick"))
                .andExpect(jsonPath("$.problems[0].line").value(2))
                .andExpect(jsonPath("$.problems[0].didYouMean").value("Europe/Zurich"));

        mvc.perform(get("/api/site").with(loggedIn("otto")))
                .andExpect(jsonPath("$.revision").value(1))
                .andExpect(jsonPath("$.timeZone").value("Europe/Zurich"));
    }

    @Test
    void kindsThatComeWithLiftlockAreListedAndRead() throws Exception {
        mvc.perform(get("/api/kinds").with(loggedIn("otto")))
                .andExpect(jsonPath("$[*].name", hasItems("command", "files", "java-archive", "postgresql-debian")))
                .andExpect(jsonPath("$[?(@.name == 'files')].origin").value("kinds/files.yaml"))
                .andExpect(jsonPath("$[?(@.name == 'files')].needs[0]").value("home"))
                .andExpect(jsonPath("$[?(@.name == 'files')].systems[0]").value("order-service"));
        mvc.perform(get("/api/kinds/files").with(loggedIn("otto")).accept(MediaType.APPLICATION_YAML))
                .andExpect(content().string(containsString("kind: files")));
        mvc.perform(get("/api/kinds/till").with(loggedIn("otto")))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.detail", containsString("/kinds lists")));
    }

    @Test
    void aStoredKindReplacesTheOneThatComesWithLiftlock() throws Exception {
        kind("files", OUR_FILES)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.title").value("Our files"))
                .andExpect(jsonPath("$.revision").value(1))
                .andExpect(jsonPath("$.replaces").value("kinds/files.yaml"));

        mvc.perform(get("/api/systems/order-service").with(loggedIn("erik")))
                .andExpect(jsonPath("$.methods").isEmpty());
    }

    @Test
    void aKindThatWouldBreakADescribedSystemIsRefusedNamingIt() throws Exception {
        kind("files", OUR_FILES.replace("[home]", "[home, drawer]"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.problems[*].path", hasItem("vars.drawer")))
                .andExpect(jsonPath("$.problems[0].file", containsString("system order-service")));

        mvc.perform(get("/api/kinds/files").with(loggedIn("erik")))
                .andExpect(jsonPath("$.title").value("Files"));
    }

    @Test
    void aKindSentForAnotherNameIsRefused() throws Exception {
        kind("till", OUR_FILES)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.problems[0].path").value("kind"));
    }

    @Test
    void pagesOfSiteAndKindsRenderForEveryRole() throws Exception {
        for (String person : new String[] {"paula", "erik", "admin", "otto"}) {
            for (String page : new String[] {"/site", "/kinds", "/kinds/files", "/systems"}) {
                mvc.perform(get(page).with(loggedIn(person)))
                        .andExpect(status().isOk())
                        .andExpect(content().string(containsString("</html>")));
            }
        }
    }

    @Test
    void theFirstWordsOfTheSiteMayBeStoredAsTheyAre() throws Exception {
        mvc.perform(get("/site").with(loggedIn("admin"))).andExpect(shows("site: name-of-the-site"));
        typed("/site", "admin", SitePages.FIRST_WORDS).andExpect(redirectedUrl("/site"));
        mvc.perform(get("/site").with(loggedIn("otto")))
                .andExpect(shows("second-sunday"))
                .andExpect(shows("1 by admin"))
                .andExpect(content().string(not(containsString("Check and store"))));
    }

    @Test
    void theFirstWordsOfASystemMayBeStoredAsTheyAre() throws Exception {
        mvc.perform(get("/systems/web-edge").with(loggedIn("erik"))).andExpect(shows("system: web-edge"));
        typed("/systems/web-edge", "erik", SystemPages.FIRST_WORDS.formatted("web-edge"))
                .andExpect(redirectedUrl("/systems/web-edge"));
    }

    @Test
    void theFirstWordsOfAKindMayBeStoredAsTheyAre() throws Exception {
        mvc.perform(get("/kinds?name=till").with(loggedIn("erik"))).andExpect(redirectedUrl("/kinds/till"));
        mvc.perform(get("/kinds/till").with(loggedIn("otto"))).andExpect(status().isNotFound());
        mvc.perform(get("/kinds/till").with(loggedIn("erik"))).andExpect(shows("kind: till"));
        typed("/kinds/till", "erik", KindPages.FIRST_WORDS.formatted("till")).andExpect(redirectedUrl("/kinds/till"));
        mvc.perform(get("/kinds").with(loggedIn("otto"))).andExpect(shows("kind till, revision 1"));
    }

    @Test
    void theEditorsKeepWhatWasTypedAndShowItsProblems() throws Exception {
        typed("/site", "paula", "site: harbour\ntime_zone: Europe/Zurick\n")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(shows("time_zone: Europe/Zurick"))
                .andExpect(shows("Line 2 "))
                .andExpect(shows("site.time_zone"));
        typed("/kinds/files", "erik", OUR_FILES.replace("[home]", "[home, drawer]"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(shows("needs: [home, drawer]"))
                .andExpect(shows("In system order-service, revision 1:"));
    }

    @Test
    void theSameWordsFromABrowserAreNoNewRevision() throws Exception {
        site("paula", MediaType.APPLICATION_YAML, HARBOUR);

        typed("/site", "paula", HARBOUR.replace("\n", "\r\n"))
                .andExpect(flash().attribute("done", "Stored as revision 1."));
    }

    @Test
    void anEmptyInstallationSaysWhatToDoFirstAndWhoDoesIt() throws Exception {
        jdbc.sql("delete from description").update();

        mvc.perform(get("/").with(loggedIn("paula")))
                .andExpect(shows("Store the site"))
                .andExpect(shows("<b>Describe a system</b>"))
                .andExpect(shows("as soon as a system is described"));
        mvc.perform(get("/").with(loggedIn("otto")))
                .andExpect(shows("No system is described yet"))
                .andExpect(shows("process owners and engineers do that"));
        mvc.perform(get("/systems").with(loggedIn("otto"))).andExpect(shows("No system is described yet"));
    }

    @Test
    void theLandingPageSaysWhatToDoFirstUntilItIsDone() throws Exception {
        mvc.perform(get("/").with(loggedIn("admin")))
                .andExpect(shows("What to do first"))
                .andExpect(shows("Make accounts"))
                .andExpect(shows("Store the site"))
                .andExpect(shows("A system is described"));
        mvc.perform(get("/").with(loggedIn("erik")))
                .andExpect(shows("The site is not stored yet"))
                .andExpect(content().string(not(containsString("Make accounts"))));

        site("paula", MediaType.APPLICATION_YAML, HARBOUR);

        mvc.perform(get("/").with(loggedIn("admin")))
                .andExpect(content().string(not(containsString("What to do first"))));
    }

    private ResultActions typed(String page, String person, String document) throws Exception {
        return mvc.perform(post(page).with(loggedIn(person)).with(csrf()).param("document", document));
    }

    private static ResultMatcher shows(String text) {
        return content().string(containsString(text));
    }

    private ResultActions site(String person, MediaType type, String document) throws Exception {
        return mvc.perform(put("/api/site")
                .with(loggedIn(person))
                .with(csrf())
                .contentType(type)
                .content(document));
    }

    private ResultActions kind(String name, String document) throws Exception {
        return mvc.perform(put("/api/kinds/" + name)
                .with(loggedIn("erik"))
                .with(csrf())
                .contentType(MediaType.APPLICATION_YAML)
                .content(document));
    }
}
