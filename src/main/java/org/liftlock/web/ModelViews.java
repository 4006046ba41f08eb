package org.liftlock.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liftlock.assessment.LoweredLevels;
import org.liftlock.process.DeployedModels;
import org.liftlock.process.ModelChange;
import org.liftlock.process.ModelChanges;
import org.liftlock.process.ModelGate;
import org.liftlock.proof.Finding;
import org.liftlock.proposal.Difference;
import org.liftlock.proposal.KeepForApproval;
import org.liftlock.proposal.Proposal;
import org.liftlock.proposal.Proposals;
import org.liftlock.security.Member;
import org.springframework.stereotype.Component;

/** Models as pages and API show them. */
@Component
class ModelViews {

    private final DeployedModels deployed;
    private final Proposals proposals;
    private final ModelChanges changes;
    private final LoweredLevels levels;

    ModelViews(DeployedModels deployed, Proposals proposals, ModelChanges changes, LoweredLevels levels) {
        this.deployed = deployed;
        this.proposals = proposals;
        this.changes = changes;
        this.levels = levels;
    }

    /**
     * A proposal as it stands.
     *
     * @param seen digest of what the differences are against; an approval names it
     * @param moved whether what is deployed has changed since it was proposed
     * @param differences against what is deployed now; none when it is decided
     * @param lowered past upgrades of which a changed table of control levels would have asked less
     * @param staying upgrades that run on what it would replace, and stay there
     */
    record View(
            Proposal proposal,
            String seen,
            boolean moved,
            List<Difference> differences,
            List<LoweredLevels.Lowered> lowered,
            List<DeployedModels.Line> staying) {}

    /** What a change does, for a page. */
    record Effect(
            List<Difference> differences, List<LoweredLevels.Lowered> lowered, List<DeployedModels.Line> staying) {

        static final Effect NONE = new Effect(List.of(), List.of(), List.of());
    }

    /**
     * A diagram that a page can draw.
     *
     * @param name of the file, as findings and differences say it
     * @param deployed whether it is the one that would be replaced
     */
    record Drawing(String name, String label, boolean deployed, String content) {}

    /** Everything a page shows of models. */
    record Shown(List<Drawing> drawings, List<ModelSheet> sheets, List<Finding> findings, Effect effect) {}

    /** Files that were dropped. */
    Shown shown(ModelCheck.Checked checked) {
        ModelChange change = checked.change();
        Map<String, String> given = checked.given().stream()
                .collect(Collectors.toMap(ModelGate.Model::content, ModelGate.Model::resource, (one, other) -> one));
        Effect effect = checked.proved()
                ? effect(change)
                : new Effect(Proposals.differences(change), List.of(), staying(change));
        List<Difference> differences = effect.differences().stream()
                .map(difference -> new Difference(
                        given.get(content(change, difference.resource())), difference.isNew(), difference.entries()))
                .toList();
        Set<String> walked = checked.findings().stream()
                .flatMap(finding -> Stream.concat(
                        Stream.of(finding.resource()), finding.path().stream().map(Finding.Step::resource)))
                .collect(Collectors.toSet());
        List<Drawing> drawings = new ArrayList<>();
        checked.together().stream()
                .filter(model -> checked.given().contains(model) || walked.contains(model.resource()))
                .forEach(model -> draw(model.resource(), model, drawings));
        List<ModelSheet> sheets = new ArrayList<>();
        change.files().forEach(file -> {
            String name = given.get(file.content());
            change.before(file).ifPresent(before -> drawDeployed(name, before, drawings));
            differences.stream()
                    .filter(difference ->
                            file.isDecision() && difference.resource().equals(name))
                    .forEach(difference -> sheets.addAll(ModelSheet.of(file, difference)));
        });
        return new Shown(
                drawings, sheets, checked.findings(), new Effect(differences, effect.lowered(), effect.staying()));
    }

    /** A proposal. */
    Shown shown(View view) {
        ModelChange change = proposals.change(view.proposal());
        List<Drawing> drawings = new ArrayList<>();
        List<ModelSheet> sheets = new ArrayList<>();
        for (ModelGate.Model file : view.proposal().files()) {
            draw(file.resource(), file, drawings);
            change.before(file).ifPresent(before -> drawDeployed(file.resource(), before, drawings));
            if (file.isDecision()) {
                sheets.addAll(ModelSheet.of(file, Difference.of(change.before(file), file)));
            }
        }
        return new Shown(drawings, sheets, List.of(), new Effect(view.differences(), view.lowered(), view.staying()));
    }

    private static String content(ModelChange change, String resource) {
        return change.files().stream()
                .filter(file -> file.resource().equals(resource))
                .map(ModelGate.Model::content)
                .findFirst()
                .orElseThrow();
    }

    private static void draw(String name, ModelGate.Model model, List<Drawing> drawings) {
        if (model.isProcess()) {
            drawings.add(new Drawing(name, name, false, model.content()));
        }
    }

    private static void drawDeployed(String name, ModelGate.Model before, List<Drawing> drawings) {
        if (before.isProcess()) {
            drawings.add(new Drawing(name, before.resource() + ", as deployed", true, before.content()));
        }
    }

    List<DeployedModels.Line> deployed() {
        return deployed.lines();
    }

    View proposal(long id) {
        Proposal proposal = proposals.find(id).orElseThrow(() -> NotFound.proposal(id));
        ModelChange change = proposals.change(proposal);
        Effect effect = proposal.isOpen() ? effect(change) : Effect.NONE;
        String now = change.baseDigest().hex();
        return new View(
                proposal,
                now,
                proposal.isOpen() && !now.equals(proposal.base().hex()),
                effect.differences(),
                effect.lowered(),
                effect.staying());
    }

    Effect effect(ModelChange change) {
        Optional<ModelGate.Model> table =
                change.files().stream().filter(LoweredLevels::isTable).findFirst();
        return new Effect(Proposals.differences(change), table.map(levels::by).orElse(List.of()), staying(change));
    }

    /** All models of a set are deployed anew together, so whatever runs on any of them stays on the old one. */
    private List<DeployedModels.Line> staying(ModelChange change) {
        Set<String> keys = change.replaced().stream()
                .flatMap(set -> set.byKey().keySet().stream())
                .collect(Collectors.toSet());
        return deployed.lines().stream()
                .filter(line -> !line.running().isEmpty() && keys.contains("process " + line.key()))
                .toList();
    }

    /**
     * Keeps files for another person to approve.
     *
     * @return what happens with them now
     */
    String propose(ModelCheck.Checked checked, Member by) {
        if (!checked.proved()) {
            throw new IllegalArgumentException("There are findings; nothing was proposed. Mend the models first.");
        }
        if (!checked.change().replacesSomething()) {
            throw new IllegalArgumentException(
                    "This changes nothing that is deployed; nothing was proposed. What is new"
                            + " is deployed from Camunda Modeler and active at once.");
        }
        return changes.keep(checked.change(), Optional.of(by.id()), KeepForApproval.ON_THE_PAGE);
    }
}
