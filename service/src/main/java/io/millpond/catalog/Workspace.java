package io.millpond.catalog;

import java.util.UUID;

/** A workspace: what items belong to. */
public record Workspace(UUID id, String name) {}
