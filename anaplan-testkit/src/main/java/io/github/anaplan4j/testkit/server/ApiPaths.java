package io.github.anaplan4j.testkit.server;

/** The paths of the API as regular expressions. */
public final class ApiPaths {
    /** The path of a model, with its workspace or without: these are its two groups. */
    public static final String MODEL = "/2/0/(?:workspaces/([^/]+)/)?models/([^/]+)";

    /** The path of the actions of a kind: the third group. */
    public static final String ACTIONS = MODEL + "/(processes|imports|exports|actions)";

    /** The path of an action: its id is the fourth group. */
    public static final String ACTION = ACTIONS + "/([^/]+)";

    /** The path of a task: its id is the fifth group. */
    public static final String TASK = ACTION + "/tasks/([^/]+)";

    private ApiPaths() {}
}
