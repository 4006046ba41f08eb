package org.liftlock.window;

import org.springframework.beans.factory.BeanFactory;

/** Where a suite gives the orders that the decider gives by a form. */
public final class DecidersDesk {

    private final Orders orders;

    public DecidersDesk(BeanFactory beans) {
        this.orders = beans.getBean(Orders.class);
    }

    /** Returns when the order is committed; whoever waits for it may not know of it yet. */
    public void order(String upgradeKey, String order, long extendMinutes) {
        orders.give(upgradeKey, order, extendMinutes, "mia");
    }
}
