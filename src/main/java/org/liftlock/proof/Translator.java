package org.liftlock.proof;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes one net of a process and everything it calls. */
final class Translator {

    final Net net;
    final Models models;
    final Data data;
    final Upgrade upgrade;

    /** Found while translating, without looking at a single marking. */
    final Set<Finding> findings = new LinkedHashSet<>();

    private int instances;

    private Translator(Models models, Scope root, boolean followEverything) {
        this.net = new Net(root.part());
        this.models = models;
        this.data = new Data(net, models, followEverything);
        this.upgrade = new Upgrade(net);
    }

    static Translator translate(Models models, Scope root, boolean followEverything) {
        Translator translator = new Translator(models, root, followEverything);
        translator.start(root);
        translator.net.slice();
        return translator;
    }

    private void start(Scope root) {
        Instance instance = instance(root, null, false);
        Frame frame = new Frame(net, null, instance, root, null);
        List<Node> starts = root.of(Node.Kind.START);
        List<Integer> places = new ArrayList<>();
        for (Node start : starts) {
            int place = net.place(null);
            net.startAt(place);
            places.add(place);
            TransitionBuilder begin =
                    net.transition(null).take(place).put(frame.active).put(frame.entry(start));
            new ScopeTranslator(this, frame).arm(begin);
            begin.add();
        }
        new ScopeTranslator(this, frame).translate();
        TransitionBuilder end =
                net.transition(root.part()).note("ends").endOf(frame).put(net.done());
        if (instance.ownsUnit) {
            end.checks(instance.unit.rules().checksAtEnd());
        }
        end.add();
        frame.finish();
    }

    Instance instance(Scope scope, Instance caller, boolean sharesUnit) {
        String prefix = ++instances + " " + scope.part().process() + " ";
        boolean shares = sharesUnit && caller != null && caller.unit != null;
        boolean works = shares || worksOnUnit(scope);
        Unit unit = shares ? caller.unit : works ? new Unit(net, prefix, upgrade) : null;
        return new Instance(prefix, scope, caller, unit, works && !shares);
    }

    private boolean worksOnUnit(Scope scope) {
        return scope.all()
                .anyMatch(node -> node.topic != null && Meaning.ofOneUnit(node.topic)
                        || node.sharesUnit
                                && models.process(node.called).isPresent()
                                && worksOnUnit(models.process(node.called).get()));
    }

    void find(Rule rule, Part part, String sentence) {
        findings.add(Findings.of(rule, part, sentence));
    }
}
