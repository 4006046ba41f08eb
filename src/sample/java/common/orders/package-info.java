/**
 * A small order service: a system to try upgrades on. It knows nothing of the tool that upgrades it.
 *
 * <p>Each version is compiled from {@code common} and the folders of its own: {@code Release} says what the version
 * is, {@code OrderBook} how it keeps orders. The rest is the same in all of them.
 */
package orders;
