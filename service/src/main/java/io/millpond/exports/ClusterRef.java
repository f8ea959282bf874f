package io.millpond.exports;

/**
 * A cluster as the AIDP API addresses it.
 *
 * @param platform id of the platform, an OCID
 * @param workspace key of the workspace
 * @param cluster key of the cluster
 */
public record ClusterRef(String platform, String workspace, String cluster) {}
