package org.liftlock.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.liftlock.web.TestPeople.loggedIn;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.StringReader;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Component;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftlock.calendar.FeedAddresses;
import org.liftlock.descriptor.DescriptionStore;
import org.liftlock.descriptor.Layer;
import org.liftlock.sample.SampleSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultMatcher;

/** The calendar as pages and as programs read it, and what a person does not see in either. */
@WebTest
@ActiveProfiles("sample")
@Import(SeededUpgrades.class)
@TestPropertySource(properties = "a-calendar-of-its-own=true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CalendarPagesTest {

    /** Of a system that is none of erik's, and asked for by somebody else. */
    private static final String HIDDEN = "UPG-2026-0004";

    @Autowired
    MockMvc mvc;

    @Autowired
    SeededUpgrades upgrades;

    @Autowired
    FeedAddresses addresses;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Autowired
    DescriptionStore descriptions;

    @MockitoBean
    SampleSite site;

    @BeforeAll
    void plant() {
        upgrades.plant();
        jdbc.sql("update upgrade set requested_by = 'mia' where upgrade_key = ?")
                .param(HIDDEN)
                .update();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/calendar",
                "/calendar?view=month",
                "/calendar?view=week&on=2026-03-29",
                "/calendar?on=nonsense",
                "/calendar?on=999999-01-01",
                "/advisory"
            })
    void everyPageRendersForEverybody(String page) throws Exception {
        for (String person : List.of("paula", "erik", "ana", "mia", "uma", "otto", "admin")) {
            mvc.perform(get(page).with(loggedIn(person)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(allOf(containsString("</html>"), containsString("Log out"))));
        }
    }

    @Test
    void aStrangerIsSentToTheLoginAndAStrangersProgramIsAskedForAPassword() throws Exception {
        mvc.perform(get("/calendar").accept(MediaType.TEXT_HTML)).andExpect(redirectedUrlPattern("**/login"));
        mvc.perform(get("/advisory").accept(MediaType.TEXT_HTML)).andExpect(redirectedUrlPattern("**/login"));
        for (String feed : List.of("/calendar.ics", "/calendar/order-service.ics")) {
            mvc.perform(get(feed))
                    .andExpect(status().isUnauthorized())
                    .andExpect(header().string("WWW-Authenticate", startsWith("Basic")));
        }
    }

    @Test
    void aWindowStandsOnItsDayWithItsUpgradeAndTheTimesAreTheSites() throws Exception {
        mvc.perform(get("/calendar?view=month&on=" + inFourDays()).with(loggedIn("otto")))
                .andExpect(shows("/upgrades/" + HIDDEN))
                .andExpect(shows("Freeze: quarter end"))
                .andExpect(shows("Times are in <b>UTC</b>"))
                .andExpect(shows("falls into the freeze &quot;quarter end&quot;"))
                .andExpect(shows("rel=\"next\""));
    }

    @Test
    void whatAPersonMayNotSeeIsOnNoPageAndInNoFeed() throws Exception {
        mvc.perform(get("/calendar?view=month&on=" + inFourDays()).with(loggedIn("erik")))
                .andExpect(shows("Of your systems"))
                .andExpect(hides(HIDDEN));
        mvc.perform(get("/calendar.ics").with(loggedIn("erik")))
                .andExpect(status().isOk())
                .andExpect(shows(SeededUpgrades.RUNNING))
                .andExpect(hides(HIDDEN));
        mvc.perform(get("/calendar.ics").with(loggedIn("otto"))).andExpect(shows(HIDDEN));
    }

    @Test
    void aProgramReadsWithNameAndPasswordWhatALibraryUnderstands() throws Exception {
        String read = mvc.perform(get("/calendar.ics").with(httpBasic("otto", "liftlock")))
                .andExpect(status().isOk())
                .andExpect(content().contentTypeCompatibleWith("text/calendar"))
                .andReturn()
                .getResponse()
                .getContentAsString();

        assertThat(new CalendarBuilder().build(new StringReader(read)).getComponents(Component.VEVENT))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() throws Exception {
        String tag = mvc.perform(get("/calendar.ics").with(httpBasic("otto", "liftlock")))
                .andReturn()
                .getResponse()
                .getHeader("ETag");

        mvc.perform(get("/calendar.ics").header("If-None-Match", tag).with(httpBasic("otto", "liftlock")))
                .andExpect(status().isNotModified());
    }

    @Test
    void oneSystemHasAFeedOfItsOwnWhereItIsKnownAndShown() throws Exception {
        mvc.perform(get("/calendar/order-service.ics").with(loggedIn("erik")))
                .andExpect(shows(SeededUpgrades.RUNNING))
                .andExpect(hides(HIDDEN));
        mvc.perform(get("/calendar/order-service.ics").with(loggedIn("uma"))).andExpect(shows(SeededUpgrades.RUNNING));
        descriptions.put(
                Layer.SYSTEM,
                OrderDesk.ORDER_SERVICE
                        .replace("system: order-service", "system: stock")
                        .replaceAll("(?m)^people:.*\n", ""),
                "erik");
        mvc.perform(get("/calendar/stock.ics").with(loggedIn("erik"))).andExpect(status().isOk());
        mvc.perform(get("/calendar/stock.ics").with(loggedIn("uma"))).andExpect(status().isNotFound());
        mvc.perform(get("/calendar/payroll.ics").with(loggedIn("otto"))).andExpect(status().isNotFound());
    }

    @Test
    void anAddressOfOnesOwnIsShownOnceReadWithoutALoginAndTakenBack() throws Exception {
        String address = (String)
                mvc.perform(post("/calendar/feed").with(loggedIn("erik")).with(csrf()))
                        .andExpect(redirectedUrl("/calendar#feed"))
                        .andReturn()
                        .getFlashMap()
                        .get("feed");
        String path = address.substring(address.indexOf("/feeds/"));
        mvc.perform(get("/calendar").flashAttr("feed", address).with(loggedIn("erik")))
                .andExpect(shows(address));
        mvc.perform(get("/calendar").with(loggedIn("erik")))
                .andExpect(shows("You made an address on"))
                .andExpect(hides("/feeds/"));

        mvc.perform(get(path))
                .andExpect(status().isOk())
                .andExpect(shows(SeededUpgrades.RUNNING))
                .andExpect(hides(HIDDEN));
        mvc.perform(get(path.replace(".ics", "/order-service.ics"))).andExpect(shows(SeededUpgrades.RUNNING));

        mvc.perform(post("/calendar/feed/revoke").with(loggedIn("erik")).with(csrf()))
                .andExpect(flash().attributeExists("done"));
        mvc.perform(get(path)).andExpect(status().isNotFound());
    }

    @Test
    void anAddressShowsWhatItsOwnerMaySeeAtThatMomentAndNothingOnceTheAccountIsGone() throws Exception {
        String ofOtto = "/feeds/" + addresses.make("otto") + "/calendar.ics";
        String ofNobody = "/feeds/" + addresses.make("left-last-year") + "/calendar.ics";

        mvc.perform(get(ofOtto)).andExpect(shows(HIDDEN));
        mvc.perform(get(ofNobody)).andExpect(status().isNotFound());
        mvc.perform(get("/feeds/guess/calendar.ics")).andExpect(status().isNotFound());
    }

    @Test
    void whoReadsAgainAndAgainIsAskedToWait() throws Exception {
        String path = "/feeds/" + addresses.make("paula") + "/calendar.ics";
        int answer = 0;
        for (int reading = 0; reading < 32 && answer != 429; reading++) {
            answer = mvc.perform(get(path)).andReturn().getResponse().getStatus();
        }

        mvc.perform(get(path)).andExpect(status().isTooManyRequests()).andExpect(header().string("Retry-After", "60"));
        assertThat(answer).isEqualTo(429);
    }

    @Test
    void anAddressIsMadeByAPageOfOurs() throws Exception {
        mvc.perform(post("/calendar/feed").with(loggedIn("erik"))).andExpect(status().isForbidden());
    }

    private String inFourDays() {
        return LocalDate.ofInstant(clock.instant().plus(Duration.ofDays(4)), ZoneOffset.UTC)
                .toString();
    }

    private static ResultMatcher shows(String text) {
        return content().string(containsString(text));
    }

    private static ResultMatcher hides(String text) {
        return content().string(not(containsString(text)));
    }
}
