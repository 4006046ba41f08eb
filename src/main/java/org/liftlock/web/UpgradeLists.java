package org.liftlock.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftlock.audit.Criterion;
import org.liftlock.audit.Place;
import org.liftlock.audit.Sight;
import org.liftlock.audit.UpgradeQuery;
import org.liftlock.audit.UpgradeSearch;
import org.liftlock.lifecycle.Outcome;
import org.liftlock.lifecycle.RuleId;
import org.liftlock.lifecycle.UpgradeLine;
import org.liftlock.lifecycle.UpgradeOverview;
import org.liftlock.security.Member;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Lists of upgrades as pages and API show them. The address is the search, so that it can be kept and sent. */
@Component
class UpgradeLists {

    private static final int ON_A_PAGE = 50;
    private static final String BEFORE = "before";

    private final UpgradeSearch search;
    private final UpgradeOverview overview;
    private final Sights sights;

    UpgradeLists(UpgradeSearch search, UpgradeOverview overview, Sights sights) {
        this.search = search;
        this.overview = overview;
        this.sights = sights;
    }

    /** @param next address of the older ones, empty when there are none */
    record Listed(List<UpgradeLine> upgrades, Optional<String> next) {}

    /** @throws IllegalArgumentException when the parameters cannot be read */
    Listed list(Map<String, String> parameters, Member me, int most) {
        return list("/upgrades", UpgradeQuery.of(parameters), parameters, me, most);
    }

    /** The upgrades of one system, listed on its own page. */
    Listed ofSystem(String system, Map<String, String> parameters, Member me, int most) {
        UpgradeQuery query = new UpgradeQuery(Map.of(Criterion.SYSTEM, system), Optional.empty(), Optional.empty());
        return list(Links.of("/audit/systems", system), query, parameters, me, most);
    }

    private Listed list(String page, UpgradeQuery query, Map<String, String> parameters, Member me, int most) {
        UpgradeSearch.Page found = search.find(
                query,
                sights.of(me),
                Optional.ofNullable(parameters.get(BEFORE)).map(Place::parse),
                most);
        return new Listed(
                overview.of(found.keys()),
                found.next()
                        .map(place ->
                                page + "?" + (query.isEverything() ? "" : query.link() + "&") + BEFORE + "=" + place));
    }

    void fill(Model model, Map<String, String> parameters, Member me) {
        model.addAttribute("typed", parameters);
        model.addAttribute("older", parameters.containsKey(BEFORE));
        model.addAttribute("outcomes", Outcome.values());
        model.addAttribute("rules", RuleId.values());
        Sight sight = sights.of(me);
        model.addAttribute("sight", sight);
        try {
            UpgradeQuery query = UpgradeQuery.of(parameters);
            Listed listed = list(parameters, me, ON_A_PAGE);
            model.addAttribute("search", query);
            model.addAttribute("upgrades", listed.upgrades());
            model.addAttribute("next", listed.next().orElse(null));
            model.addAttribute("found", query.isEverything() ? null : found(search.count(query, sight)));
        } catch (IllegalArgumentException unreadable) {
            model.addAttribute("search", UpgradeQuery.ALL);
            model.addAttribute("upgrades", List.of());
            model.addAttribute("refused", unreadable.getMessage());
        }
    }

    private static String found(int count) {
        return switch (count) {
            case 0 -> "No upgrade fits";
            case 1 -> "One upgrade";
            case UpgradeSearch.COUNTED + 1 -> "More than " + UpgradeSearch.COUNTED + " upgrades";
            default -> count + " upgrades";
        };
    }
}
