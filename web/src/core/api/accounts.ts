import type {
  AccessTokenList,
  ChangePasswordRequest,
  CreateAccessTokenRequest,
  CreatedAccessTokenDto,
  KeywordList,
  MeDto,
  ServerDto,
  SignedInDto,
  SignInList,
  SignInRequest,
  SignUpRequest,
  UpdateMeRequest,
} from "../../contracts";
import { nothing } from "../../contracts/decode";
import * as decode from "../../contracts/decoders";
import { type PreferencesChange, type PreferencesDto, preferencesOf } from "../../contracts/preferences";
import { type Http, segment } from "./http";

export const getServer = (http: Http): Promise<ServerDto> => http.get("/server", decode.server);
export const getMe = (http: Http): Promise<MeDto> => http.get("/me", decode.me);

export const signUp = (http: Http, request: SignUpRequest): Promise<SignedInDto> =>
  http.send("POST", "/accounts", decode.signedIn, request);

export const signIn = (http: Http, request: SignInRequest): Promise<SignedInDto> =>
  http.send("POST", "/sign-ins", decode.signedIn, request);

export const signOut = (http: Http): Promise<null> => http.send("DELETE", "/sign-ins/current", nothing);

export const getSignIns = (http: Http): Promise<SignInList> => http.get("/sign-ins", decode.signInList);
export const revokeSignIn = (http: Http, id: string): Promise<null> => http.send("DELETE", `/sign-ins/${segment(id)}`, nothing);

export const updateMe = (http: Http, request: UpdateMeRequest): Promise<MeDto> => http.send("PATCH", "/me", decode.me, request);

export const setAvatar = (http: Http, picture: Blob): Promise<null> => http.send("PUT", "/me/avatar", nothing, picture);
export const removeAvatar = (http: Http): Promise<null> => http.send("DELETE", "/me/avatar", nothing);

export const changePassword = (http: Http, request: ChangePasswordRequest): Promise<null> =>
  http.send("PUT", "/me/password", nothing, request);

export const putKeywords = (http: Http, keywords: readonly string[]): Promise<KeywordList> =>
  http.send("PUT", "/me/keywords", decode.keywordList, { keywords });

export const changePreferences = (http: Http, change: PreferencesChange): Promise<PreferencesDto> =>
  http.send("PATCH", "/me/preferences", preferencesOf, change);

export const getAccessTokens = (http: Http): Promise<AccessTokenList> => http.get("/me/access-tokens", decode.accessTokenList);

export const createAccessToken = (http: Http, request: CreateAccessTokenRequest): Promise<CreatedAccessTokenDto> =>
  http.send("POST", "/me/access-tokens", decode.createdAccessToken, request);

export const revokeAccessToken = (http: Http, id: string): Promise<null> =>
  http.send("DELETE", `/me/access-tokens/${segment(id)}`, nothing);
