import { type JWTVerifyGetKey, type JWTVerifyOptions, createRemoteJWKSet, errors, jwtVerify } from "jose";
import { z } from "zod";
import { type Identity, type Role, type TokenVerifier, roles } from "../http/identity";
