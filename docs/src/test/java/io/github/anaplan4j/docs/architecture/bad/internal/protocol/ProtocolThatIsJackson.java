package io.github.anaplan4j.docs.architecture.bad.internal.protocol;

import tools.jackson.core.TreeNode;

public abstract class ProtocolThatIsJackson implements TreeNode {}
