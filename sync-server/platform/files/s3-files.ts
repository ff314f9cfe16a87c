import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { assert } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import { isFileName } from './file-names.ts';
import type { FileStore } from './file-store.ts';

const CONNECT_TIMEOUT_MS = 5000;
const REQUEST_TIMEOUT_MS = 20_000;
const TRIES_MAX = 3;
const STATUS_NOT_FOUND = 404;

/** A bucket of Amazon or of another service that speaks its protocol. */
export interface Bucket {
  readonly name: string;
  readonly region: string;
  /** None: Amazon's own address for the region. */
  readonly endpoint: string | null;
  /** None: the machine's own role or the environment of the SDK. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
  /** In front of every name, so that several installs share a bucket. */
  readonly prefix: string;
}

/** Keeps files in a bucket. */
export function createS3Files(bucket: Bucket): FileStore {
  const client = new S3Client({
    region: bucket.region,
    maxAttempts: TRIES_MAX,
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    // Services other than Amazon's don't all know its newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(bucket.endpoint === null ? {} : { endpoint: bucket.endpoint, forcePathStyle: true }),
    ...(bucket.credentials === null ? {} : { credentials: bucket.credentials }),
  });
  const at = (name: string) => {
    assert(isFileName(name), 'names of files are made by the program');
    return { Bucket: bucket.name, Key: `${bucket.prefix}${name}` };
  };
  return {
    put: async (name, bytes) => {
      await reached(
        client.send(new PutObjectCommand({ ...at(name), Body: bytes, ContentType: 'application/octet-stream' })),
      );
    },
    get: async (name) => {
      try {
        const { Body } = await client.send(new GetObjectCommand(at(name)));
        return Body === undefined ? null : await Body.transformToByteArray();
      } catch (cause) {
        if (isMissing(cause)) return null;
        throw unavailable(cause);
      }
    },
    remove: async (name) => {
      await reached(client.send(new DeleteObjectCommand(at(name))));
    },
  };
}

async function reached<Answer>(sent: Promise<Answer>): Promise<Answer> {
  try {
    return await sent;
  } catch (cause) {
    throw unavailable(cause);
  }
}

function isMissing(cause: unknown): boolean {
  if (cause instanceof NoSuchKey) return true;
  return (
    cause instanceof S3ServiceException &&
    cause.name !== 'NoSuchBucket' &&
    cause.$metadata.httpStatusCode === STATUS_NOT_FOUND
  );
}

function unavailable(cause: unknown): Fault {
  return new Fault(
    'unavailable',
    'The service that keeps the files can’t be reached. Try again; tell whoever runs the server if it stays.',
    { cause, retry: 'later' },
  );
}
