package io.github.anaplan4j.docs.architecture.bad.transfer;

import io.github.anaplan4j.docs.architecture.bad.client.ClientThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.protocol.ProtocolThatKnowsOthers;
import io.github.anaplan4j.docs.architecture.bad.task.TaskThatKnowsErrors;
import io.github.anaplan4j.docs.architecture.bad.transport.PortThatKnowsOthers;

public class TransferThatKnowsOthers {
    PortThatKnowsOthers transport;
    ClientThatKnowsOthers facade;
    ProtocolThatKnowsOthers protocol;
    TaskThatKnowsErrors task;
}
