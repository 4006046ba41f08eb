package org.liftlock.channel;

import java.util.List;
import java.util.Optional;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;

/** Gives each connection the agent its access names. Agents are never forwarded to a machine. */
final class AgentSockets implements SshAgentFactory {

    @Override
    public SshAgent createClient(Session session, FactoryManager manager) {
        return new AgentSocket(Optional.ofNullable(session)
                .map(Dialled::of)
                .flatMap(dialled -> dialled.access().agent()));
    }

    @Override
    public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
        return List.of();
    }

    @Override
    public SshAgentServer createServer(ConnectionService service) {
        throw new UnsupportedOperationException("Agents are not forwarded");
    }
}
