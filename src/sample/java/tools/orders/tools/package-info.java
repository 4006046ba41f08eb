/** Programs that use the order service from outside, over HTTP, whatever its version. */
package orders.tools;
