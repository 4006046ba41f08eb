package org.liftlock.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftlock.proof.Transition.Check;

/** Errors and escalations: who catches them, and what ends by that. */
final class Catching {

    private final Translator all;
    private final Frame frame;
    private final Routes routes;

    Catching(Translator all, Frame frame, Routes routes) {
        this.all = all;
        this.frame = frame;
        this.routes = routes;
    }

    static boolean catches(Node event, Node thrown) {
        return event.event == thrown.event && (event.eventName == null || event.eventName.equals(thrown.eventName));
    }

    private record Catch(Frame frame, Frame cut, Node event) {}

    /** The nearest event around that catches it: an event subprocess, or one attached to what encloses it. */
    private Optional<Catch> catcher(Node thrown) {
        for (Frame inner = frame; inner != null; inner = inner.outer) {
            for (Node handler : inner.scope.of(Node.Kind.EVENT_SUBPROCESS)) {
                Node start = handler.inner.of(Node.Kind.START).get(0);
                if (catches(start, thrown) && inner.host != handler) {
                    return Optional.of(new Catch(inner, inner, handler));
                }
            }
            if (inner.host != null) {
                for (Node event : inner.host.attached) {
                    if (catches(event, thrown)) {
                        return Optional.of(new Catch(inner.outer, inner, event));
                    }
                }
            }
        }
        return Optional.empty();
    }

    void raise(Node end, TransitionBuilder thrown) {
        Optional<Catch> found = catcher(end);
        if (found.isEmpty()) {
            all.find(
                    Rule.CAUGHT,
                    end.part,
                    "The error of " + end.part.quoted()
                            + " is caught nowhere: the process would end there in silence.");
            thrown.leadsTo(frame).add();
            return;
        }
        found.ifPresent(caught -> {
            caught.frame().thrownTo(caught.event());
            caught(caught, thrown);
        });
    }

    void escalate(Node event, TransitionBuilder thrown) {
        Optional<Catch> found = catcher(event);
        boolean goesOn = event.kind == Node.Kind.THROW;
        if (found.isEmpty()) {
            if (goesOn) {
                routes.add(thrown, event);
            } else {
                thrown.leadsTo(frame).add();
            }
            return;
        }
        Catch caught = found.get();
        caught.frame().thrownTo(caught.event());
        if (interrupts(caught)) {
            caught(caught, thrown);
        } else {
            caught.frame().afterwards(() -> {
                begin(caught, thrown);
                if (goesOn) {
                    event.out.forEach(flow -> thrown.put(frame.entry(flow)));
                }
                thrown.add();
            });
        }
    }

    private static boolean interrupts(Catch caught) {
        return caught.event().kind == Node.Kind.EVENT_SUBPROCESS
                ? caught.event().inner.of(Node.Kind.START).get(0).interrupting
                : caught.event().interrupting;
    }

    private void caught(Catch caught, TransitionBuilder thrown) {
        caught.frame().afterwards(() -> {
            Frame cut = caught.cut();
            boolean handler = caught.event().kind == Node.Kind.EVENT_SUBPROCESS;
            List<Integer> cleared = new ArrayList<>(cut.everything());
            if (handler) {
                cleared.removeAll(cut.placesOf(caught.event()));
            } else {
                thrown.take(cut.active);
                cleared.addAll(new Interruptions(all, caught.frame(), null).armed(cut.host));
            }
            int[] running = running(cut, caught.event());
            if (running.length > 0) {
                thrown.check(new Check(Rule.R35, List.of(), running, Interruptions.CUTS));
            }
            if (!handler) {
                Interruptions.left(thrown, cut.units);
            }
            thrown.clear(cleared);
            begin(caught, thrown);
            thrown.add();
        });
    }

    private static int[] running(Frame cut, Node except) {
        List<Integer> running = new ArrayList<>(cut.running);
        running.removeAll(cut.placesOf(except));
        return Interruptions.array(running);
    }

    private void begin(Catch caught, TransitionBuilder thrown) {
        // The event is passed in a step of its own, so that a path names it.
        thrown.put(caught.frame().thrownTo(caught.event()));
        if (caught.frame().isFirst(caught.event()) && caught.event().kind == Node.Kind.BOUNDARY) {
            Interruptions there = new Interruptions(all, caught.frame(), new Routes(caught.frame(), all.data));
            new Routes(caught.frame(), all.data)
                    .add(there.happening(caught.event()).take(caught.frame().thrownTo(caught.event())), caught.event());
        }
    }

    /** An interrupting event subprocess ends whatever else its scope does. */
    void byHandler(TransitionBuilder begin, Node handler, Frame inner) {
        List<Integer> cleared = new ArrayList<>(frame.everything());
        cleared.removeAll(frame.placesOf(handler));
        int[] running = running(frame, handler);
        if (running.length > 0) {
            begin.check(new Check(Rule.R35, List.of(), running, Interruptions.CUTS));
        }
        begin.clear(cleared);
    }
}
