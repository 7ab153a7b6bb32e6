/** Blocks that are private by RFC 1918. */
export const privateBlocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] as const;

/**
 * Blocks that a network with Container Apps must not use. Source: Microsoft Learn, "Virtual network configuration", Azure
 * Container Apps, "Subnet address range restrictions"; asOf 2026-03.
 */
export const reservedBlocks = ["169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24"] as const;
