package io.millpond.api.dcos;

/**
 * This machine as a DC/OS node.
 *
 * @param id its agent id
 * @param isMaster whether it also answers for the leading master
 */
public record DcosNode(String id, boolean isMaster) {}
