package io.github.anaplan4j.docs.architecture.bad.protocol;

import tools.jackson.core.TreeNode;

public abstract class ProtocolThatIsJackson implements TreeNode {}
