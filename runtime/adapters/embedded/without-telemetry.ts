/**
 * ONNX Runtime, from 1.29 on, tells its maker over the internet which models it loads, unless this is set before it is loaded
 * (microsoft/onnxruntime#27379). Nothing here reports to anybody else, so it is set whatever the environment says.
 */
process.env["ORT_DISABLE_TELEMETRY"] = "1";
