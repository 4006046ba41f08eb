package org.liftlock.window;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.liftlock.lifecycle.Directive;
import org.liftlock.lifecycle.Directives;
import org.liftlock.lifecycle.MaintenanceWindow;
import org.liftlock.lifecycle.Wake;
import org.liftlock.lifecycle.Windows;
import org.liftlock.process.UpgradeProcess.Message;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes an order down, and after its commit wakes those who wait for it. */
@Component
class Orders {

    private final Directives directives;
    private final Windows windows;
    private final Extensions extensions;
    private final Wake wake;

    Orders(Directives directives, Windows windows, Extensions extensions, Wake wake) {
        this.directives = directives;
        this.windows = windows;
        this.extensions = extensions;
        this.wake = wake;
    }

    @Transactional
    void give(String upgradeKey, String order, long extendMinutes, String by) {
        switch (order) {
            case "go-on" -> directives.give(upgradeKey, Directive.GO_ON, "go on", by);
            case "smaller-waves" -> directives.give(upgradeKey, Directive.GO_ON, "go on in smaller waves", by);
            case "extend" -> extend(upgradeKey, Duration.ofMinutes(extendMinutes), by);
            case "go-back" -> {
                directives.give(upgradeKey, Directive.STOP_AND_GO_BACK, "stop and go back", by);
                afterCommit(upgradeKey, Message.STOP_ORDERED);
            }
            case "hold" -> directives.give(upgradeKey, Directive.HALT, "start nothing new", by);
            default ->
                throw new IllegalArgumentException(
                        "An order is go-on, smaller-waves, extend, go-back or hold, not \"" + order + "\"");
        }
    }

    /** A window for a step that the agreed one has no room for any more; whoever waits for a moment of a window looks again. */
    @Transactional
    void open(String upgradeKey, MaintenanceWindow window, String by) {
        windows.set(upgradeKey, window, by);
        afterCommit(upgradeKey, Message.WINDOW_CHANGED);
    }

    private void extend(String upgradeKey, Duration length, String by) {
        extensions.check(upgradeKey, length);
        MaintenanceWindow window = windows.of(upgradeKey).orElseThrow();
        directives.give(
                upgradeKey, afterExtension(upgradeKey), "window extended by " + length.toMinutes() + " minutes", by);
        windows.set(
                upgradeKey,
                new MaintenanceWindow(window.opensAt(), window.endsAt().plus(length)),
                by);
        afterCommit(upgradeKey, Message.WINDOW_CHANGED);
    }

    /** More time for a way back that was ordered does not call it off. */
    private Directive afterExtension(String upgradeKey) {
        Directive before = directives.current(upgradeKey);
        return before == Directive.STOP_AND_GO_BACK ? before : Directive.GO_ON;
    }

    /** On another thread: the committing one still holds the transaction's connection. */
    private void afterCommit(String upgradeKey, Message message) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                CompletableFuture.runAsync(() -> wake.all(upgradeKey, message));
            }
        });
    }
}
