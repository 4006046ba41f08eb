package org.liftlock.communication;

/** One way a message can leave. */
interface Transport {

    Recipient.Channel channel();

    /** @throws NotSent when it certainly or possibly did not arrive, and may be sent again under the same id */
    void send(Message message) throws NotSent;
}
