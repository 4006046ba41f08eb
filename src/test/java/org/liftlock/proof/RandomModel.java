package org.liftlock.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.liftlock.process.ModelGate;

/**
 * A random model put together from blocks: choices, parallel and inclusive branches, loops, timers at tasks, subprocesses
 * that fail or terminate. Now and then a block is closed by the wrong kind of gateway, as people do.
 */
final class RandomModel {

    private static final int WRONG_ONE_IN = 8;

    private final Random random;
    private final List<String> choices = new ArrayList<>();
    private final Map<String, String> conditions = new HashMap<>();
    private StringBuilder xml = new StringBuilder();
    private int number;

    RandomModel(long seed, int depth) {
        random = new Random(seed);
        add("<startEvent id=\"start\"/>");
        flow(block("start", depth), end(""));
    }

    ModelGate.Model model() {
        return new ModelGate.Model("random.bpmn", """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
                  <error id="error" errorCode="failed"/>
                  <process id="random" isExecutable="true" camunda:historyTimeToLive="P1D">%s</process>
                </definitions>""".formatted(xml));
    }

    /** What all gateways may want to know next. */
    Map<String, Object> choices(Random by) {
        Map<String, Object> values = new HashMap<>();
        choices.forEach(choice -> values.put(choice, by.nextInt(3)));
        return values;
    }

    private String block(String from, int depth) {
        if (depth == 0) {
            return task(from);
        }
        return switch (random.nextInt(9)) {
            case 0 -> task(from);
            case 1 -> block(block(from, depth - 1), depth - 1);
            case 2 -> branches(from, depth, "exclusiveGateway", "parallelGateway");
            case 3 -> branches(from, depth, "parallelGateway", "exclusiveGateway");
            case 4 -> branches(from, depth, "inclusiveGateway", "exclusiveGateway");
            case 5 -> loop(from, depth);
            case 6 -> timer(from, depth);
            case 7 -> failing(from, depth);
            default -> terminating(from, depth);
        };
    }

    private String task(String from) {
        String task = id("task");
        add("<userTask id=\"" + task + "\"/>");
        flow(from, task);
        return task;
    }

    private String branches(String from, int depth, String kind, String wrong) {
        String split = id("split");
        String join = id("join");
        String other = id("other");
        boolean decides = !kind.equals("parallelGateway");
        add("<%s id=\"%s\"%s/>".formatted(kind, split, decides ? " default=\"from-" + other + "\"" : ""));
        add("<%s id=\"%s\"/>".formatted(random.nextInt(WRONG_ONE_IN) == 0 ? wrong : kind, join));
        flow(from, split);
        int branches = 1 + random.nextInt(2);
        for (int branch = 0; branch < branches; branch++) {
            if (decides) {
                conditions.put(split, choice() + " == " + branch);
            }
            flow(block(split, depth - 1), join);
        }
        add("<userTask id=\"" + other + "\"/>");
        add("<sequenceFlow id=\"from-%s\" sourceRef=\"%s\" targetRef=\"%s\"/>".formatted(other, split, other));
        flow(other, join);
        return join;
    }

    private String loop(String from, int depth) {
        String begin = id("begin");
        String again = id("again");
        add("<exclusiveGateway id=\"" + begin + "\"/>");
        flow(from, begin);
        String last = block(begin, depth - 1);
        add("<exclusiveGateway id=\"" + again + "\"/>");
        flow(last, again);
        String choice = choice();
        conditions.put(again, choice + " == 0");
        flow(again, begin);
        conditions.put(again, choice + " != 0");
        return again;
    }

    private String timer(String from, int depth) {
        String task = task(from);
        String late = id("late");
        boolean interrupts = random.nextBoolean();
        add("""
                <boundaryEvent id="%s" attachedToRef="%s" cancelActivity="%s"><timerEventDefinition>\
                <timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>""".formatted(late, task, interrupts));
        String last = block(late, depth - 1);
        if (interrupts != (random.nextInt(WRONG_ONE_IN) == 0)) {
            return merge(task, last);
        }
        flow(last, end(""));
        return task;
    }

    private String failing(String from, int depth) {
        String sub = id("sub");
        inside(sub, () -> {
            String begin = begin();
            String last = block(begin, depth - 1);
            String decide = id("decide");
            add("<exclusiveGateway id=\"" + decide + "\"/>");
            flow(last, decide);
            String choice = choice();
            conditions.put(decide, choice + " == 0");
            flow(decide, end("<errorEventDefinition errorRef=\"error\"/>"));
            conditions.put(decide, choice + " != 0");
            flow(decide, end(""));
        });
        flow(from, sub);
        String failed = id("failed");
        add("<boundaryEvent id=\"%s\" attachedToRef=\"%s\"><errorEventDefinition errorRef=\"error\"/></boundaryEvent>"
                .formatted(failed, sub));
        return merge(sub, task(failed));
    }

    private String terminating(String from, int depth) {
        String sub = id("sub");
        inside(sub, () -> {
            String fork = id("fork");
            String begin = begin();
            add("<parallelGateway id=\"" + fork + "\"/>");
            flow(begin, fork);
            flow(block(fork, depth - 1), end(""));
            flow(task(fork), end(random.nextBoolean() ? "<terminateEventDefinition/>" : ""));
        });
        flow(from, sub);
        return sub;
    }

    private void inside(String sub, Runnable content) {
        StringBuilder outer = xml;
        xml = new StringBuilder();
        content.run();
        outer.append("<subProcess id=\"").append(sub).append("\">").append(xml).append("</subProcess>");
        xml = outer;
    }

    private String merge(String one, String other) {
        String merge = id("merge");
        add("<exclusiveGateway id=\"" + merge + "\"/>");
        flow(one, merge);
        flow(other, merge);
        return merge;
    }

    private String begin() {
        String begin = id("begin");
        add("<startEvent id=\"" + begin + "\"/>");
        return begin;
    }

    private String end(String definition) {
        String end = id("end");
        add("<endEvent id=\"" + end + "\">" + definition + "</endEvent>");
        return end;
    }

    private String choice() {
        choices.add(id("choice"));
        return choices.get(choices.size() - 1);
    }

    private String id(String kind) {
        return kind + ++number;
    }

    private void add(String element) {
        xml.append(element);
    }

    private void flow(String from, String to) {
        String condition = conditions.remove(from);
        add("<sequenceFlow id=\"%s\" sourceRef=\"%s\" targetRef=\"%s\">%s</sequenceFlow>"
                .formatted(
                        id("flow"),
                        from,
                        to,
                        condition == null ? "" : "<conditionExpression>${" + condition + "}</conditionExpression>"));
    }

    @Override
    public String toString() {
        return xml.toString();
    }
}
