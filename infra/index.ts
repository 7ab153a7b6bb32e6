import { getStack } from "@pulumi/pulumi";
import { platform } from "./platform";
import { loadSettings } from "./settings";

export const { url, resourceGroup } = platform(getStack(), loadSettings());
